using System.Net;
using Nomen.Dns.MasterFiles;
using Nomen.Server.Listeners;
using Nomen.Server.Zones;

namespace Nomen.Cli.Tests.Query;

/// <summary>A real name server on loopback with one zone, for commands to ask.</summary>
public sealed class ZoneFixture : IAsyncLifetime
{
    private const string Zone = """
        $ORIGIN lab.test.
        $TTL 3600
        @       SOA   ns1 host 2026112101 7200 3600 1209600 300
        @       NS    ns1
        ns1     A     192.0.2.1
        www     A     192.0.2.80
        www     AAAA  2001:db8::80
        www     TXT   "one" "two words"
        alias   CNAME www
        mail    MX    10 mail
        key     DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
        sig     RRSIG A 13 3 3600 20261231000000 20261101000000 12345 lab.test. mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
        ds      DS    12345 13 2 3490A6806D47F17A34C29E2CE80E8A999FFBE4BE3490A6806D47F17A34C29E2C
        $GENERATE 1-120 big A 198.51.100.$
        """;

    private DnsServer? _server;

    /// <summary>Address and port of the server.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Arguments that make a command ask it.</summary>
    public string Server => $"@127.0.0.1 -p {EndPoint.Port}";

    public async Task InitializeAsync()
    {
        ZoneTransport zones = new(ZoneBuilder.Build(MasterFileReader.Read(Zone)));
        _server = new DnsServer(zones, new DnsServerOptions { Listen = ["udp+tcp://127.0.0.1:0"], Identity = "ns1.lab.test", AllowTransfer = static _ => true });
        await _server.StartAsync();
        EndPoint = _server.Endpoints[0].EndPoint;
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();
}
