using System.Reflection;
using Nomen.Interop.Tests.Servers;
using Xunit.Sdk;

namespace Nomen.Interop.Tests.Zones;

/// <summary>A row of a theory for each RRset of <see cref="TypeRecords"/> on one server: server, owner, type.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryTypeAttribute : DataAttribute
{
    private readonly Server _server;

    public EveryTypeAttribute(Server server)
    {
        _server = server;
        Skip = InstalledProgram.WhyMissing(InstalledProgram.Of(server));
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => TypeRecords.All
        .Where(record => !record.IsInReferral)
        .DistinctBy(record => (record.Owner, record.Type))
        .Select(record => new object[] { _server, record.Name, record.Type });
}
