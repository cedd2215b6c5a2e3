namespace Nomen.Interop.Tests.Servers;

/// <summary>Joins the test classes that share the <see cref="Lab"/>.</summary>
[CollectionDefinition(Name)]
public sealed class LabCollection : ICollectionFixture<Lab>
{
    public const string Name = "Lab";
}
