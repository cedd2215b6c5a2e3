using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tsig;

/// <summary>Signed zone transfers of many messages.</summary>
[Collection(LabCollection.Name)]
public sealed class SignedTransferTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd, "hmac-sha256")]
    [OnServer(Server.Nsd, "hmac-sha224")]
    [OnServer(Server.Bind, "hmac-sha256")]
    [OnServer(Server.Bind, "hmac-sha224")]
    [OnServer(Server.Knot, "hmac-sha256")]
    [OnServer(Server.Knot, "hmac-sha224")]
    [Rfc(8945, "5.3.1")]
    public async Task A_zone_that_asks_for_a_key_comes_whole(Server server, string algorithm)
    {
        using TsigKey key = Signed.Key(LabKeys.Of(algorithm));

        (int messages, int records) = await TransferAsync(server, key);

        Assert.Equal(KeyedZone.RecordCount + 1, records);
        Assert.InRange(messages, 5, 10_000);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task Another_secret_gets_nothing_of_the_zone(Server server)
    {
        using TsigKey key = Signed.WrongSecret(LabKeys.Sha256);

        TsigException e = await Assert.ThrowsAsync<TsigException>(() => TransferAsync(server, key));

        Assert.Equal(16, (int)e.Error);
    }

    private async Task<(int Messages, int Records)> TransferAsync(Server server, TsigKey key)
    {
        await using TsigTransport transport = Signed.Tcp(await lab.AddressOfAsync(server), key);
        int messages = 0;
        int records = 0;
        await foreach (DnsResponse response in transport.SendStreamingAsync(DnsRequest.Query(KeyedZone.Name, DnsType.AXFR)))
        {
            messages++;
            records += response.Message.Answers.Count;
        }

        return (messages, records);
    }
}
