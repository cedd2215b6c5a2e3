using System.Net;
using System.Threading.Channels;
using Nomen.Client.DatagramStream;
using Nomen.Client.Updates;
using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Server.Listeners;
using Nomen.Server.Zones;

namespace Nomen.Interop.Tests.Updates;

/// <summary>NOTIFY to NSD, which then comes for the zone.</summary>
public sealed class NotifyTests
{
    private const string Zone = "secondary.test.";

    // NSD answers at once and asks within a second or two; only a broken one gets near this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [InteropFact(Server.Nsd)]
    [Rfc(1996, "3.11")]
    public async Task A_secondary_that_is_told_comes_for_the_new_version()
    {
        Channel<DnsType> transfers = Channel.CreateUnbounded<DnsType>();
        ZoneTransport zones = new(Version(1));
        await using DnsServer primary = new(zones, new DnsServerOptions { Listen = ["udp+tcp://127.0.0.1:0"], AllowTransfer = request => transfers.Writer.TryWrite(request.Question!.Value.Type) });
        await primary.StartAsync();
        await using NameServerProcess secondary = await NameServerProcess.StartAsync(new NsdSecondary(Zone, primary.Endpoints[0].EndPoint.Port));
        await using DatagramStreamTransport transport = new(secondary.EndPoint);
        await transfers.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        zones.Zones = new ZoneSet([Version(2)]);
        DnsResponse response = await Notify.SendAsync(transport, Zone, new SoaData(Nomen.Dns.Names.DomainName.Root, Nomen.Dns.Names.DomainName.Root, 2, 1, 1, 1, 1));
        DnsType asked = await transfers.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        Assert.Equal(Rcode.NoError, response.EnsureSuccess().Rcode);
        Assert.Equal(DnsType.AXFR, asked);
    }

    [InteropFact(Server.Nsd)]
    public async Task A_server_that_is_not_the_zones_secondary_says_so()
    {
        await using NameServerProcess secondary = await NameServerProcess.StartAsync(new NsdSecondary(Zone, IPEndPoint.MaxPort));
        await using DatagramStreamTransport transport = new(secondary.EndPoint);

        DnsResponse response = await Notify.SendAsync(transport, "other.test");

        Assert.Throws<DnsResponseException>(response.EnsureSuccess);
    }

    private static Zone Version(uint serial) => ZoneBuilder.Build(MasterFileReader.Read($"""
        {Zone} 3600 IN SOA ns1.{Zone} host.{Zone} {serial} 3600 600 86400 300
        {Zone} 3600 IN NS ns1.{Zone}
        ns1.{Zone} 3600 IN A 127.0.0.1
        """));
}
