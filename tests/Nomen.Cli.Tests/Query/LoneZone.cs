using Nomen.Dns.MasterFiles;
using Nomen.Server.Listeners;
using Nomen.Server.Zones;

namespace Nomen.Cli.Tests.Query;

/// <summary>A name server on loopback with a zone of one test's own.</summary>
internal sealed class LoneZone : IAsyncDisposable
{
    private readonly DnsServer _server;

    private LoneZone(DnsServer server) => _server = server;

    /// <summary>Port on 127.0.0.1, UDP and TCP.</summary>
    public int Port => _server.Endpoints[0].EndPoint.Port;

    public static async Task<LoneZone> StartAsync(string zone)
    {
        DnsServer server = new(new ZoneTransport(ZoneBuilder.Build(MasterFileReader.Read(zone))), new DnsServerOptions { Listen = ["udp+tcp://127.0.0.1:0"] });
        await server.StartAsync();
        return new LoneZone(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
