using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.HappyEyeballs;
using Nomen.Client.Https;
using Nomen.Client.Routing;
using Nomen.Client.Selection;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tls;
using Nomen.Conformance.Devices.Loopback;
using Nomen.Conformance.Devices.Tls;
using Nomen.Conformance.Running;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Devices;

/// <summary>Which devices run the files of which directory. A directory that is not listed is a feature not started.</summary>
internal static class DeviceCatalog
{
    // The dialect of these files ignores addresses; any will do.
    private static readonly IPEndPoint Server = new(IPAddress.Parse("192.0.2.53"), 53);

    /// <summary>The times that the files of <c>client-cache</c> were written for: failures 30 s, each time.</summary>
    private static readonly CacheTransportOptions CacheOfTheFiles = new()
    {
        MaxTtl = TimeSpan.FromDays(7),
        FailureTtl = TimeSpan.FromSeconds(30),
        MaxFailureTtl = TimeSpan.FromSeconds(30),
    };

    private static readonly DohTemplate Template = DohTemplate.Parse("https://192.0.2.53/dns-query{?dns}");

    private static readonly ImmutableArray<DeviceKind> Transports =
    [
        Transport("datagram", Datagram),
        Transport("stream", (network, services) => Stream(network, services)),
        Transport("stream-octetwise", (network, services) => Stream(network, services, readLimit: 1)),
        Transport("multi-stream", (network, services) => MultiStream(network, services)),
        Transport("multi-stream-octetwise", (network, services) => MultiStream(network, services, readLimit: 1)),
        Transport("multi-stream-happy-eyeballs", HappyEyeballs),
        Transport("datagram-stream", (network, services) => new DatagramStreamTransport(Datagram(network, services), MultiStream(network, services), options: null, services)),
        Transport("https", Https),
        Transport("tls-in-memory", (network, services) => new StreamTransport(Tls(network, services), options: null, services)),
        Transport("tls-in-memory-octetwise", (network, services) => new StreamTransport(Tls(network, services, readLimit: 1), options: null, services)),
        Transport("multi-stream-tls-in-memory", (network, services) => new MultiStreamTransport(Tls(network, services), options: null, services)),
        Transport("redundant", (network, services) => new RedundantTransport([new Upstream(Datagram(network, services)), new Upstream(Stream(network, services))], options: null, services)),
        Transport("redundant-streams", (network, services) => new RedundantTransport([new Upstream(MultiStream(network, services)), new Upstream(MultiStream(network, services))], options: null, services)),
        Transport("load-balancing", (network, services) => new LoadBalancingTransport([new Upstream(Datagram(network, services)), new Upstream(MultiStream(network, services))], options: null, services)),
        Transport("routing", (network, services) => new RoutingTransport([new(DomainName.Root, MultiStream(network, services))])),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<DeviceKind>> Directories = new Dictionary<string, ImmutableArray<DeviceKind>>
    {
        ["client"] = [.. Transports, .. LoopbackCatalog.For(Server)],
        ["client-cache"] =
        [
            Transport("cache", (network, services) => new CacheTransport(MultiStream(network, services), CacheOfTheFiles, services)),
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The devices; none when the directory's feature is not started.</summary>
    public static ImmutableArray<DeviceKind> For(string directory) => Directories.TryGetValue(directory, out ImmutableArray<DeviceKind> kinds) ? kinds : [];

    private static DeviceKind Transport(string name, Func<ScriptedNetwork, TransportServices, IDnsTransport> create) =>
        new(name, [], (network, services) => new TransportDevice(create(network, services)));

    private static DatagramTransport Datagram(ScriptedNetwork network, TransportServices services) =>
        new(new ScriptedDatagrams(network, Server), options: null, services);

    private static HttpsTransport Https(ScriptedNetwork network, TransportServices services) =>
        new(new HttpClient(new ScriptedHttp(network, Server)), Template, new HttpsTransportOptions { Method = DohMethod.Post }, services);

    /// <summary>The clock of a scenario may stand anywhere, so the server's key is what proves it.</summary>
    private static TlsConnector Tls(ScriptedNetwork network, TransportServices services, int readLimit = int.MaxValue) =>
        new(new TlsScriptConnector(network, Server, readLimit), new TlsConnectorOptions { Pins = [SpkiPin.Of(LoopbackCertificate.Own)] }, services);

    private static StreamTransport Stream(ScriptedNetwork network, TransportServices services, int readLimit = int.MaxValue) =>
        new(new ScriptedStreams(network, Server, readLimit), options: null, services);

    private static MultiStreamTransport MultiStream(ScriptedNetwork network, TransportServices services, int readLimit = int.MaxValue) =>
        new(new ScriptedStreams(network, Server, readLimit), options: null, services);

    /// <summary>The first address refuses, the second is the script's.</summary>
    private static MultiStreamTransport HappyEyeballs(ScriptedNetwork network, TransportServices services) =>
        new(new HappyEyeballsConnector([new RefusingStreams(), new ScriptedStreams(network, Server)], options: null, services), options: null, services);
}
