using System.Collections.Immutable;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A transport and the servers that it asks.</summary>
/// <param name="Transport">The device under test.</param>
/// <param name="Servers">What it asks, on ports of the system's choice.</param>
internal sealed record LoopbackSetup(IDnsTransport Transport, ImmutableArray<IAsyncDisposable> Servers) : IAsyncDisposable
{
    /// <summary>First the transport, which says goodbye, then the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync();
        foreach (IAsyncDisposable server in Servers)
        {
            await server.DisposeAsync();
        }
    }
}
