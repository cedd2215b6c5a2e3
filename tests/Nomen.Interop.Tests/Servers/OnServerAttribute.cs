using System.Reflection;
using Xunit.Sdk;

namespace Nomen.Interop.Tests.Servers;

/// <summary>One row of a theory: the server, then the row's own arguments. Skipped where a program is not installed.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnServerAttribute(Server server, params object[] arguments) : DataAttribute
{
    /// <summary>Another program that the row needs. Default none.</summary>
    public string? Needs { get; init; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => InstalledProgram.WhyMissing(Needs is null ? InstalledProgram.Of(server) : [.. InstalledProgram.Of(server), Needs]);
        set => throw new NotSupportedException("the programs decide");
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[server, .. arguments]];
}
