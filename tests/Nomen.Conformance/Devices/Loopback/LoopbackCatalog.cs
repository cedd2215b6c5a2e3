using System.Collections.Immutable;
using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Https;
using Nomen.Client.Quic;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tls;
using Nomen.Conformance.Scenarios;
using Nomen.Testing.Time;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>The transports over real sockets of this machine.</summary>
internal static class LoopbackCatalog
{
    private static readonly TlsConnectorOptions Trusting = new() { AuthenticationName = LoopbackCertificate.Name, TrustedRoots = [LoopbackCertificate.Own] };

    // Connections lose nothing, so that their transports need no clock; a datagram that the script does not answer is sent again.
    private static readonly TransportServices Clockless = new() { TimeProvider = new ManualTimeProvider() };
    private static readonly DatagramTransportOptions Patient = new() { Timeout = LoopbackDevice.AnswerLimit };

    /// <summary>The devices.</summary>
    /// <param name="server">The address that the script is asked for.</param>
    public static ImmutableArray<DeviceKind> For(IPEndPoint server) =>
    [
        Kind(server, "datagram-sockets", Datagram),
        Kind(server, "datagram-stream-sockets", DatagramStream),
        Kind(server, "stream-sockets", Stream),
        Kind(server, "multi-stream-sockets", MultiStream),
        Kind(server, "tls", Tls),
        Kind(server, "multi-stream-tls", MultiStreamTls),
        Kind(server, "opportunistic", Opportunistic),
        Kind(server, "https-get", script => HttpsAsync(script, DohMethod.Get)),
        Kind(server, "https-post", script => HttpsAsync(script, DohMethod.Post)),
        Kind(server, "quic", QuicAsync) with { Lacks = scenario => QuicTransport.IsSupported ? LacksSteps(scenario) : "no QUIC on this machine" },
    ];

    private static DeviceKind Kind(IPEndPoint server, string name, Func<LoopbackScript, LoopbackSetup> start) => Kind(server, name, script => Task.FromResult(start(script)));

    private static DeviceKind Kind(IPEndPoint server, string name, Func<LoopbackScript, Task<LoopbackSetup>> start) =>
        new(name, [], (network, _) => new LoopbackDevice(network, server, start)) { Lacks = LacksSteps, HangLimit = 2 * LoopbackDevice.AnswerLimit };

    private static string? LacksSteps(Scenario scenario) => scenario.Dialect == Dialect.Testbound ? "testbound answers queries between its steps" : null;

    private static LoopbackSetup Datagram(LoopbackScript script)
    {
        LoopbackDatagramServer server = new(script);
        return new LoopbackSetup(new DatagramTransport(server.EndPoint, Patient), [server]);
    }

    private static LoopbackSetup DatagramStream(LoopbackScript script)
    {
        LoopbackDatagramServer datagrams = new(script);
        LoopbackStreamServer streams = new(script);
        return new LoopbackSetup(new DatagramStreamTransport(new DatagramTransport(datagrams.EndPoint, Patient), new MultiStreamTransport(new TcpConnector(streams.EndPoint), services: Clockless)), [datagrams, streams]);
    }

    private static LoopbackSetup Stream(LoopbackScript script)
    {
        LoopbackStreamServer server = new(script);
        return new LoopbackSetup(new StreamTransport(new TcpConnector(server.EndPoint), services: Clockless), [server]);
    }

    private static LoopbackSetup MultiStream(LoopbackScript script)
    {
        LoopbackStreamServer server = new(script);
        return new LoopbackSetup(new MultiStreamTransport(new TcpConnector(server.EndPoint), services: Clockless), [server]);
    }

    private static LoopbackSetup Tls(LoopbackScript script)
    {
        LoopbackStreamServer server = new(script, isTls: true);
        return new LoopbackSetup(new StreamTransport(new TlsConnector(server.EndPoint, Trusting with { HandshakeTimeout = LoopbackDevice.AnswerLimit }), services: Clockless), [server]);
    }

    private static LoopbackSetup MultiStreamTls(LoopbackScript script)
    {
        LoopbackStreamServer server = new(script, isTls: true);
        return new LoopbackSetup(new MultiStreamTransport(new TlsConnector(server.EndPoint, Trusting with { HandshakeTimeout = LoopbackDevice.AnswerLimit }), services: Clockless), [server]);
    }

    /// <summary>Nobody listens where TLS should be, so that the answers come in clear text.</summary>
    private static LoopbackSetup Opportunistic(LoopbackScript script)
    {
        LoopbackStreamServer server = new(script);
        TlsConnector tls = new(new RefusingStreams(), new TlsConnectorOptions { Profile = PrivacyProfile.Opportunistic });
        return new LoopbackSetup(new OpportunisticTransport(new MultiStreamTransport(tls, services: Clockless), new MultiStreamTransport(new TcpConnector(server.EndPoint), services: Clockless)), [server]);
    }

    private static async Task<LoopbackSetup> HttpsAsync(LoopbackScript script, DohMethod method)
    {
        LoopbackHttpsServer server = await LoopbackHttpsServer.StartAsync(script, LoopbackCertificate.Own);
        DohTemplate template = DohTemplate.Parse($"https://{LoopbackCertificate.Name}:{server.Port}/dns-query{{?dns}}");
        HttpsConnectionOptions connections = new() { Addresses = [IPAddress.Loopback], TrustedRoots = [LoopbackCertificate.Own] };
        return new LoopbackSetup(new HttpsTransport(template, new HttpsTransportOptions { Method = method, Timeout = LoopbackDevice.AnswerLimit }, connections), [server]);
    }

    private static async Task<LoopbackSetup> QuicAsync(LoopbackScript script)
    {
        if (!QuicTransport.IsSupported)
        {
            throw new PlatformNotSupportedException("QUIC");
        }

        LoopbackQuicServer server = await LoopbackQuicServer.StartAsync(script, LoopbackCertificate.Own);
        return new LoopbackSetup(new QuicTransport(server.EndPoint, new QuicTransportOptions { Timeout = LoopbackDevice.AnswerLimit, ServerName = LoopbackCertificate.Name, TrustedRoots = [LoopbackCertificate.Own] }), [server]);
    }
}
