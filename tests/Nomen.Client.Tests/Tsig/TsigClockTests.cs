using Nomen.Client.Tests.Datagram;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Clocks that differ, and the options of the transport.</summary>
public sealed class TsigClockTests
{
    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    [Rfc(8945, "5.4.3")]
    public void A_server_with_another_clock_is_asked_once_more_with_its_time(int seconds)
    {
        TsigDatagramWorld world = new();
        world.Peer.Ahead = TimeSpan.FromSeconds(seconds);

        Assert.Equal("192.0.2.1", Replies.AddressIn(world.Ask().Message));
        Assert.Equal([TsigStatus.BadTime, TsigStatus.Good], world.Peer.Found);
    }

    [Fact]
    [Rfc(8945, "5.4.3")]
    public void Its_time_is_forgotten_after_the_request()
    {
        TsigDatagramWorld world = new();
        world.Peer.Ahead = TimeSpan.FromHours(1);

        world.Ask();
        world.Ask();

        Assert.Equal([TsigStatus.BadTime, TsigStatus.Good, TsigStatus.BadTime, TsigStatus.Good], world.Peer.Found);
    }

    [Fact]
    public void A_server_whose_clock_runs_on_is_not_asked_a_third_time()
    {
        TsigDatagramWorld world = new();
        world.Wire.OnSend = (connection, query) =>
        {
            world.Peer.Ahead += TimeSpan.FromHours(1);
            connection.Deliver(world.Peer.Answer(query));
        };

        TsigException e = world.AskInVain<TsigException>();

        Assert.Equal(Rcode.BadTime, e.Error);
        Assert.Equal(2, world.Peer.Found.Count);
    }

    [Fact]
    [Knob(typeof(TsigTransportOptions), nameof(TsigTransportOptions.UseServerTime))]
    public void Without_UseServerTime_another_clock_is_an_exception_that_tells_the_time()
    {
        TsigDatagramWorld world = new(options: new TsigTransportOptions { UseServerTime = false });
        world.Peer.Ahead = TimeSpan.FromHours(1);

        TsigException e = world.AskInVain<TsigException>();

        Assert.Equal(Rcode.BadTime, e.Error);
        Assert.Contains("2026-01-01 01:00:00 UTC", e.Message, StringComparison.Ordinal);
        Assert.Single(world.Peer.Found);
    }

    [Fact]
    public void A_time_that_is_not_proven_is_not_used()
    {
        TsigDatagramWorld world = new();
        world.Peer.Ahead = TimeSpan.FromHours(1);
        world.Wire.OnSend = (connection, query) => connection.Deliver(WithoutMac(world.Peer.Answer(query)));

        TsigException e = world.AskInVain<TsigException>();

        Assert.Equal(Rcode.BadTime, e.Error);
        Assert.DoesNotContain(TsigStatus.Good, world.Peer.Found);
    }

    [Fact]
    [Knob(typeof(TsigTransportOptions), nameof(TsigTransportOptions.SignatureClock))]
    public void SignatureClock_is_the_time_of_signatures()
    {
        ManualTimeProvider clock = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        TsigDatagramWorld world = new(options: new TsigTransportOptions { SignatureClock = clock });
        world.Peer.Ahead = clock.GetUtcNow() - world.Run.Time.GetUtcNow();

        world.Ask();

        Assert.Equal((ulong)clock.GetUtcNow().ToUnixTimeSeconds(), SignatureOf(world.Wire.Sent.Single()).TimeSigned);
    }

    [Fact]
    [Knob(typeof(TsigTransportOptions), nameof(TsigTransportOptions.Tsig))]
    public void Tsig_options_are_what_requests_are_signed_with()
    {
        TsigDatagramWorld world = new(options: new TsigTransportOptions { Tsig = new TsigOptions { Fudge = TimeSpan.FromSeconds(7) } });

        world.Ask();

        Assert.Equal(7, SignatureOf(world.Wire.Sent.Single()).Fudge);
    }

    [Fact]
    [Rfc(8945, "6")]
    public void A_key_that_the_policy_forbids_is_refused_when_the_transport_is_made()
    {
        Assert.Throws<ArgumentException>(() => new TsigDatagramWorld(SampleKey.Md5));
        Assert.NotNull(new TsigDatagramWorld(SampleKey.Md5, new TsigTransportOptions { Tsig = new TsigOptions { AllowMd5 = true } }));
    }

    private static TsigData SignatureOf(byte[] message) => (TsigData)DnsMessage.Parse(message).ReadRecords(DnsSection.Additional)[^1].Data;

    /// <summary>As NSD sends BADTIME.</summary>
    private static byte[] WithoutMac(byte[] signed)
    {
        TsigData data = SignatureOf(signed) with { Mac = default };
        DnsMessage message = DnsMessage.Parse(signed);
        ResourceRecord record = message.ReadRecords(DnsSection.Additional)[^1];
        Dns.Wire.DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(message.Id, message.Opcode, message.Flags, message.Rcode);
        writer.TryWriteQuestion(message.Question!.Value);
        Assert.True(writer.TryWriteRecord(DnsSection.Additional, new ResourceRecord(record.Owner, record.Type, record.Class, record.Ttl, data)));
        return writer.Written.ToArray();
    }
}
