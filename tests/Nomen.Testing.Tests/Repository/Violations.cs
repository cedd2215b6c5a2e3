namespace Nomen.Testing.Tests.Repository;

/// <summary>Asserts that a rule of the repository holds, and otherwise names every place that breaks it, one a line.</summary>
internal static class Violations
{
    internal static void None(IEnumerable<string> places)
    {
        string all = string.Join('\n', places);
        Assert.True(all.Length == 0, all);
    }
}
