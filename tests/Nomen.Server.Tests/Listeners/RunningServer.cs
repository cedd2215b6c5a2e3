using System.Net;
using Nomen.Client.Services;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>A server on a free port of loopback.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(DnsServer server) => Server = server;

    internal DnsServer Server { get; }

    internal IPEndPoint EndPoint => Server.Endpoints[0].EndPoint;

    internal static async Task<RunningServer> StartAsync(IDnsTransport transport, DnsServerOptions? options = null, TimeProvider? time = null)
    {
        options ??= new DnsServerOptions();
        DnsServer server = new(transport, options.Listen.IsEmpty ? options with { Listen = ["udp+tcp://127.0.0.1:0"] } : options, time is null ? null : new TransportServices { TimeProvider = time });
        await server.StartAsync();
        return new RunningServer(server);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
