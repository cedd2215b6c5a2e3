using System.Net;
using Nomen.Client.Transfers;
using Nomen.Client.Tsig;
using Nomen.Client.Updates;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Tsig;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Updates;

/// <summary>Signed updates, what they change, and the differences that the server then has.</summary>
[Collection(LabCollection.Name)]
public sealed class DynamicZoneTests(Lab lab)
{
    private static readonly AData Address = new(IPAddress.Parse("192.0.2.7"));

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(2136, "2.5")]
    public async Task An_update_is_made_and_can_be_seen_and_undone(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        await using TsigTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);
        string name = $"seen.{DynamicZone.Name}";

        (await transport.SendAsync(DnsUpdate.For(DynamicZone.Name).Require(Prerequisite.NameNotInUse(name)).Add(name, 300, Address).ToRequest())).EnsureSuccess();
        DnsResponse there = await transport.SendAsync(DnsRequest.Query(name, DnsType.A));
        (await transport.SendAsync(DnsUpdate.For(DynamicZone.Name).Require(Prerequisite.RrsetIs(name, Address)).Delete(name, Address).ToRequest())).EnsureSuccess();
        DnsResponse gone = await transport.SendAsync(DnsRequest.Query(name, DnsType.A));

        Assert.Equal(Address, Assert.Single(there.Message.ReadRecords(DnsSection.Answer)).Data);
        Assert.Equal(Rcode.NxDomain, gone.Rcode);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(2136, "2.4")]
    public async Task Every_prerequisite_that_does_not_hold_has_its_code(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        await using TsigTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);
        string used = $"ns1.{DynamicZone.Name}";
        string free = $"free.{DynamicZone.Name}";
        (Prerequisite Prerequisite, Rcode Rcode)[] cases =
        [
            (Prerequisite.RrsetExists(free, DnsType.A), Rcode.NxRrset),
            (Prerequisite.RrsetIs(used, Address), Rcode.NxRrset),
            (Prerequisite.RrsetDoesNotExist(used, DnsType.A), Rcode.YxRrset),
            (Prerequisite.NameInUse(free), Rcode.NxDomain),
            (Prerequisite.NameNotInUse(used), Rcode.YxDomain),
        ];

        foreach ((Prerequisite prerequisite, Rcode rcode) in cases)
        {
            DnsResponse response = await transport.SendAsync(DnsUpdate.For(DynamicZone.Name).Require(prerequisite).Delete(free).ToRequest());
            Assert.Equal(rcode, response.Rcode);
        }
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task An_update_without_a_key_is_refused(Server server)
    {
        await using IDnsTransport transport = Queries.Transports.TcpConnections(await lab.AddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(DnsUpdate.For(DynamicZone.Name).Delete($"free.{DynamicZone.Name}").ToRequest());

        Assert.True(response.Rcode is Rcode.Refused or Rcode.NotAuth, $"{response.Rcode}");
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(1995, "4")]
    public async Task IXFR_brings_what_the_updates_changed(Server server)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        await using TsigTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);
        (await transport.SendAsync(Filling().ToRequest())).EnsureSuccess();
        DnsResponse soa = await transport.SendAsync(DnsRequest.Query(DynamicZone.Name, DnsType.SOA));
        uint since = Assert.IsType<SoaData>(soa.Message.ReadRecords(DnsSection.Answer)[0].Data).Serial;
        string first = $"first.{DynamicZone.Name}";
        string second = $"second.{DynamicZone.Name}";
        foreach (DnsUpdate update in new[] { DnsUpdate.For(DynamicZone.Name).Add(first, 300, Address), DnsUpdate.For(DynamicZone.Name).Delete(first).Add(second, 60, Address) })
        {
            (await transport.SendAsync(update.ToRequest())).EnsureSuccess();
        }

        HashSet<string> zone = [];
        TransferForm? form = null;
        await foreach (TransferEvent happened in ZoneTransfer.IxfrAsync(transport, DynamicZone.Name, since))
        {
            form = (happened as TransferEvent.Begin)?.Form ?? form;
            _ = happened switch
            {
                TransferEvent.Remove remove => zone.Remove(remove.Record.ToString()),
                TransferEvent.Add add => zone.Add(add.Record.ToString()),
                _ => false,
            };
        }

        Assert.Equal(TransferForm.Incremental, form);
        Assert.Contains($"{second} 60 IN A 192.0.2.7", zone);
        Assert.DoesNotContain(zone, record => record.StartsWith("first.", StringComparison.Ordinal));
    }

    /// <summary>Enough records that BIND does not find the whole zone cheaper than the differences.</summary>
    private static DnsUpdate Filling()
    {
        DnsUpdate update = DnsUpdate.For(DynamicZone.Name);
        for (int i = 0; i < 100; i++)
        {
            update.Add($"filling{i}.{DynamicZone.Name}", 300, Address);
        }

        return update;
    }
}
