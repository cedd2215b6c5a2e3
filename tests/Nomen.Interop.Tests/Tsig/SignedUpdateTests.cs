using System.Net;
using Nomen.Client.Transfers;
using Nomen.Client.Tsig;
using Nomen.Client.Updates;
using Nomen.Dns.Errors;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tsig;

/// <summary>Signed updates (RFC 2136, RFC 3007), and what they changed by signed IXFR.</summary>
[Collection(LabCollection.Name)]
public sealed class SignedUpdateTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(2136, "3.4")]
    [Rfc(1995, "4")]
    public async Task What_an_update_adds_comes_by_IXFR(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        await using TsigTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);
        uint before = await SerialAsync(transport);
        AData address = new(IPAddress.Parse("192.0.2.99"));

        DnsResponse response = await transport.SendAsync(DnsUpdate.For(DynamicZone.Name).Add($"added-{before}.{DynamicZone.Name}", 300, address).ToRequest());
        List<TransferEvent> events = await EventsAsync(ZoneTransfer.IxfrAsync(transport, DynamicZone.Name, before));

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.True(Assert.IsType<TransferEvent.Begin>(events[0]).IsIncremental);
        Assert.Contains(events, change => change is TransferEvent.Add { Record.Data: AData added } && added == address);
        Assert.Equal(before + 1, Assert.IsType<TransferEvent.End>(events[^1]).Serial);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(3007, "3.1")]
    public async Task An_update_over_UDP_is_signed_too(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Of("hmac-sha512"));
        await using TsigTransport transport = Signed.Udp(await lab.AddressOfAsync(server), key);
        DnsUpdate update = DnsUpdate.For(DynamicZone.Name).Require(Prerequisite.NameNotInUse($"never.{DynamicZone.Name}")).Delete($"never.{DynamicZone.Name}", DnsType.A);

        DnsResponse response = await transport.SendAsync(update.ToRequest());

        Assert.Equal(Rcode.NoError, response.Rcode);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task Another_secret_changes_nothing(Server server)
    {
        using TsigKey good = Signed.Key(LabKeys.Sha256);
        using TsigKey wrong = Signed.WrongSecret(LabKeys.Sha256);
        await using TsigTransport refused = Signed.Tcp(await lab.AddressOfAsync(server), wrong);
        await using TsigTransport asking = Signed.Tcp(await lab.AddressOfAsync(server), good);
        uint before = await SerialAsync(asking);

        TsigException e = await Assert.ThrowsAsync<TsigException>(
            async () => await refused.SendAsync(DnsUpdate.For(DynamicZone.Name).Add($"forged.{DynamicZone.Name}", 300, new AData(IPAddress.Loopback)).ToRequest()));

        Assert.Equal(16, (int)e.Error);
        Assert.Equal(before, await SerialAsync(asking));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(1995, "2")]
    public async Task A_signed_IXFR_from_the_current_version_says_that_nothing_is_newer(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        await using TsigTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);

        List<TransferEvent> events = await EventsAsync(ZoneTransfer.IxfrAsync(transport, KeyedZone.Name, 2_026_010_101));

        Assert.Equal(TransferForm.UpToDate, Assert.IsType<TransferEvent.Begin>(events[0]).Form);
        Assert.Equal(2, events.Count);
    }

    private static async Task<uint> SerialAsync(TsigTransport transport)
    {
        DnsResponse response = await transport.SendAsync(DnsRequest.Query(DynamicZone.Name, DnsType.SOA));

        return ((SoaData)response.Message.ReadRecords(Dns.Messages.DnsSection.Answer)[0].Data).Serial;
    }

    private static async Task<List<TransferEvent>> EventsAsync(IAsyncEnumerable<TransferEvent> transfer)
    {
        List<TransferEvent> events = [];
        await foreach (TransferEvent change in transfer)
        {
            events.Add(change);
        }

        return events;
    }
}
