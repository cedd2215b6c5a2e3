using System.Net;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;
using Nomen.Testing.Time;

namespace Nomen.Interop.Tests.Tsig;

/// <summary>Signed queries: each server, each algorithm, and what servers say about signatures that do not please them.</summary>
[Collection(LabCollection.Name)]
public sealed class SignedQueryTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd, "hmac-md5")]
    [OnServer(Server.Nsd, "hmac-sha1")]
    [OnServer(Server.Nsd, "hmac-sha224")]
    [OnServer(Server.Nsd, "hmac-sha256")]
    [OnServer(Server.Nsd, "hmac-sha384")]
    [OnServer(Server.Nsd, "hmac-sha512")]
    [OnServer(Server.Bind, "hmac-md5")]
    [OnServer(Server.Bind, "hmac-sha1")]
    [OnServer(Server.Bind, "hmac-sha224")]
    [OnServer(Server.Bind, "hmac-sha256")]
    [OnServer(Server.Bind, "hmac-sha384")]
    [OnServer(Server.Bind, "hmac-sha512")]
    [OnServer(Server.Knot, "hmac-md5")]
    [OnServer(Server.Knot, "hmac-sha1")]
    [OnServer(Server.Knot, "hmac-sha224")]
    [OnServer(Server.Knot, "hmac-sha256")]
    [OnServer(Server.Knot, "hmac-sha384")]
    [OnServer(Server.Knot, "hmac-sha512")]
    [Rfc(8945, "6")]
    public async Task Every_algorithm_is_understood_over_UDP_and_TCP(Server server, string algorithm)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        using TsigKey key = Signed.Key(LabKeys.Of(algorithm));

        DnsResponse overUdp = await Signed.AskAsync(Signed.Udp(address, key), KeyedZone.Name);
        DnsResponse overTcp = await Signed.AskAsync(Signed.Tcp(address, key), KeyedZone.Name);

        Assert.Equal((1, 1), (overUdp.Message.Answers.Count, overTcp.Message.Answers.Count));
        Assert.False(overUdp.Message.View.HasTsig);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(8945, "5.2.2")]
    public async Task Another_secret_is_BADSIG(Server server)
    {
        using TsigKey key = Signed.WrongSecret(LabKeys.Sha256);

        TsigException e = await Assert.ThrowsAsync<TsigException>(async () => await Signed.AskAsync(Signed.Tcp(await lab.AddressOfAsync(server), key), KeyedZone.Name));

        Assert.Equal(16, (int)e.Error);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(8945, "5.2.1")]
    public async Task Another_key_is_BADKEY(Server server)
    {
        using TsigKey key = TsigKey.Parse("nobody.test:AAAAAAAAAAAAAAAAAAAAAA==");

        TsigException overTcp = await Assert.ThrowsAsync<TsigException>(async () => await Signed.AskAsync(Signed.Tcp(await lab.AddressOfAsync(server), key), KeyedZone.Name));
        TsigException overUdp = await Assert.ThrowsAsync<TsigException>(async () => await Signed.AskAsync(Signed.Udp(await lab.AddressOfAsync(server), key), KeyedZone.Name));

        Assert.Equal((Rcode.BadKey, Rcode.BadKey), (overTcp.Error, overUdp.Error));
    }

    [Theory]
    [OnServer(Server.Bind, 3_600)]
    [OnServer(Server.Bind, -3_600)]
    [OnServer(Server.Knot, 3_600)]
    [OnServer(Server.Knot, -3_600)]
    [Rfc(8945, "5.2.3")]
    public async Task A_wrong_clock_succeeds_with_the_servers_time(Server server, int seconds)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);

        DnsResponse response = await Signed.AskAsync(Signed.Udp(await lab.AddressOfAsync(server), key, WithClock(seconds)), KeyedZone.Name);

        Assert.Equal(1, response.Message.Answers.Count);
    }

    [Theory]
    [OnServer(Server.Nsd, true)]
    [OnServer(Server.Bind, false)]
    [OnServer(Server.Knot, false)]
    [Rfc(8945, "5.4.3")]
    public async Task A_wrong_clock_is_BADTIME_when_the_servers_time_is_not_used_or_not_proven(Server server, bool useServerTime)
    {
        using TsigKey key = Signed.Key(LabKeys.Sha256);
        TsigTransportOptions options = WithClock(3_600) with { UseServerTime = useServerTime };

        TsigException e = await Assert.ThrowsAsync<TsigException>(async () => await Signed.AskAsync(Signed.Tcp(await lab.AddressOfAsync(server), key, options), KeyedZone.Name));

        Assert.Equal(Rcode.BadTime, e.Error);
    }

    [InteropFact(Server.Bind)]
    [Rfc(8945, "5.2.2.1")]
    public async Task BIND_takes_and_sends_MACs_of_16_octets_with_a_key_for_them()
    {
        using TsigKey key = Signed.Key(LabKeys.BindSha256Cut);

        DnsResponse response = await Signed.AskAsync(Signed.Udp(await lab.AddressOfAsync(Server.Bind), key), KeyedZone.Name);

        Assert.Equal(1, response.Message.Answers.Count);
    }

    [Theory]
    [OnServer(Server.Bind, Rcode.BadTrunc)]
    [OnServer(Server.Nsd, Rcode.BadVers)]
    [OnServer(Server.Knot, Rcode.BadVers)]
    [Rfc(8945, "5.2.4")]
    public async Task A_cut_MAC_with_another_key_is_refused(Server server, Rcode expected)
    {
        using TsigKey key = TsigKey.Parse($"hmac-sha256-128:{LabKeys.Sha256.Name}:{LabKeys.Sha256.Secret}");

        TsigException e = await Assert.ThrowsAsync<TsigException>(async () => await Signed.AskAsync(Signed.Tcp(await lab.AddressOfAsync(server), key), KeyedZone.Name));

        Assert.Equal(expected, e.Error);
    }

    /// <summary>A clock that stands, ahead of the machine's.</summary>
    private static TsigTransportOptions WithClock(int seconds) =>
        new() { SignatureClock = new ManualTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(seconds)) };
}
