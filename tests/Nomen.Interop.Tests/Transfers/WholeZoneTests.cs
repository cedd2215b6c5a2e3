using Nomen.Client.DatagramStream;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Transfers;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Tsig;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Transfers;

/// <summary>Whole zones, from servers that each pack their messages in another way.</summary>
[Collection(LabCollection.Name)]
public sealed class WholeZoneTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(5936, "2.2")]
    public async Task A_signed_transfer_of_many_messages_comes_to_its_end(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        await using IDnsStreamingTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);
        List<TransferEvent> events = await ReadAsync(ZoneTransfer.AxfrAsync(transport, KeyedZone.Name));

        Assert.Equal(TransferForm.Full, Assert.IsType<TransferEvent.Begin>(events[0]).Form);
        Assert.Equal(KeyedZone.RecordCount, events.OfType<TransferEvent.Add>().Count());
        Assert.InRange(Assert.IsType<TransferEvent.End>(events[^1]).Summary.Messages, 5, 10_000);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task A_zone_that_asks_for_a_key_is_refused_without_one(Server server)
    {
        await using IDnsStreamingTransport transport = new DatagramStreamTransport(await lab.AddressOfAsync(server));

        TransferException e = await Assert.ThrowsAsync<TransferException>(() => ReadAsync(ZoneTransfer.AxfrAsync(transport, KeyedZone.Name)));

        Assert.Equal(TransferFailure.Refused, e.Failure);
        Assert.True(e.Rcode is Rcode.Refused or Rcode.NotAuth, $"{e.Rcode}");
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(1995, "2")]
    public async Task IXFR_from_the_version_that_the_server_has_says_up_to_date(Server server)
    {
        await using IDnsStreamingTransport transport = new DatagramStreamTransport(await lab.AddressOfAsync(server));
        uint serial = Assert.IsType<TransferEvent.Begin>((await ReadAsync(ZoneTransfer.AxfrAsync(transport, LabZone.Name)))[0]).Serial;

        List<TransferEvent> events = await ReadAsync(ZoneTransfer.IxfrAsync(transport, LabZone.Name, serial));

        Assert.Equal(TransferForm.UpToDate, Assert.IsType<TransferEvent.Begin>(events[0]).Form);
        Assert.Equal(2, events.Count);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(1995, "4")]
    public async Task IXFR_from_a_version_that_the_server_does_not_know_is_the_whole_zone(Server server)
    {
        await using IDnsStreamingTransport transport = new DatagramStreamTransport(await lab.AddressOfAsync(server));
        List<TransferEvent> whole = await ReadAsync(ZoneTransfer.AxfrAsync(transport, LabZone.Name));
        uint serial = Assert.IsType<TransferEvent.Begin>(whole[0]).Serial;

        List<TransferEvent> events = await ReadAsync(ZoneTransfer.IxfrAsync(transport, LabZone.Name, serial - 1));

        Assert.Equal(TransferForm.Full, Assert.IsType<TransferEvent.Begin>(events[0]).Form);
        Assert.Equal(whole.OfType<TransferEvent.Add>().Count(), events.OfType<TransferEvent.Add>().Count());
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Nsd)]
    [Rfc(9103, "7.1")]
    public async Task A_transfer_over_TLS_comes_to_its_end(Server server)
    {
        TlsConnector connector = new(await lab.TlsAddressOfAsync(server), new TlsConnectorOptions { TrustedRoots = [LabCertificate.Authority] });
        await using TsigTransport transport = new(new MultiStreamTransport(connector), Signed.Key(LabKeys.Sha256));

        List<TransferEvent> events = await ReadAsync(ZoneTransfer.AxfrAsync(transport, KeyedZone.Name));

        Assert.Equal(KeyedZone.RecordCount, events.OfType<TransferEvent.Add>().Count());
        Assert.IsType<TransferEvent.End>(events[^1]);
    }

    private static async Task<List<TransferEvent>> ReadAsync(IAsyncEnumerable<TransferEvent> transfer)
    {
        List<TransferEvent> events = [];
        await foreach (TransferEvent happened in transfer)
        {
            events.Add(happened);
        }

        return events;
    }
}
