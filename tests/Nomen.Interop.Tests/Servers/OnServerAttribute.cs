using System.Reflection;
using Xunit.Sdk;

namespace Nomen.Interop.Tests.Servers;

/// <summary>One row of a theory: the server, then the row's own arguments. Skipped where a program is not installed.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnServerAttribute : DataAttribute
{
    private readonly object[] _row;

    public OnServerAttribute(Server server, params object[] arguments)
    {
        _row = [server, .. arguments];
        Skip = InstalledProgram.WhyMissing(InstalledProgram.Of(server));
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [_row];
}
