using System.Net;
using Nomen.Client.Services;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Records;
using Nomen.Server.Listeners;
using Nomen.Server.Zones;

namespace Nomen.Cli.Playground;

/// <summary>The playground's name server: zones from embedded master files, behind UDP and TCP sockets on a free port of loopback.</summary>
internal sealed class PlaygroundServer : IAsyncDisposable
{
    private static readonly string[] ZoneFiles = ["example.zone", "reverse.zone"];

    private readonly DnsServer _server;

    private PlaygroundServer(DnsServer server, IReadOnlyList<Zone> zones)
    {
        _server = server;
        Zones = zones;
    }

    /// <summary>What it serves.</summary>
    public IReadOnlyList<Zone> Zones { get; }

    /// <summary>Address and port, the same for UDP and TCP.</summary>
    public IPEndPoint EndPoint => _server.Endpoints[0].EndPoint;

    /// <summary>What it has counted so far.</summary>
    public DnsServerStatistics Statistics => _server.Statistics;

    /// <summary>Reads the zones and starts to listen.</summary>
    public static async Task<PlaygroundServer> StartAsync(TransportServices services)
    {
        Zone[] zones = [.. ZoneFiles.Select(ReadZone)];
        DnsServerOptions options = new()
        {
            Listen = ["udp+tcp://127.0.0.1:0"],
            Identity = "playground",
            Version = $"nomen {Versions.Product}",

            // Only loopback gets in, so whoever asks may have the zones.
            AllowTransfer = _ => true,
        };
        DnsServer server = new(new ZoneTransport(zones), options, services);
        await server.StartAsync();
        return new PlaygroundServer(server, zones);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Zone ReadZone(string file)
    {
        using Stream stream = typeof(PlaygroundServer).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The zone {file} is not embedded.");
        using StreamReader text = new(stream);
        IEnumerable<ResourceRecord> records = MasterFileReader.Read(text, file: file);
        return ZoneBuilder.Build(records);
    }
}
