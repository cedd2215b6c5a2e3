using Nomen.Client.Services;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Tls;

/// <summary>Clear text for those who ask for it, while encryption cannot be had (RFC 8310 section 5).</summary>
public sealed class OpportunisticTransportTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeTransport _clearText = new(request => DnsResponse.For(request, Rcode.NoError));
    private TransportFailure? _failure = TransportFailure.Tls;

    private FakeTransport Encrypted => field ??= new FakeTransport(request => _failure is { } failure
        ? throw new DnsTransportException(new TransportError(failure))
        : DnsResponse.For(request, Rcode.NoError));

    [Theory]
    [InlineData(TransportFailure.Tls)]
    [InlineData(TransportFailure.ConnectTimeout)]
    [InlineData(TransportFailure.ConnectionRefused)]
    [InlineData(TransportFailure.Unreachable)]
    [Rfc(8310, "5")]
    public async Task Clear_text_is_used_when_no_encrypted_connection_can_be_had(TransportFailure failure)
    {
        _failure = failure;
        await using OpportunisticTransport transport = Create();

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Single(_clearText.Requests);
    }

    [Theory]
    [InlineData(TransportFailure.Timeout)]
    [InlineData(TransportFailure.ConnectionClosed)]
    [InlineData(TransportFailure.Overloaded)]
    public async Task What_went_wrong_on_an_encrypted_connection_is_no_reason_for_clear_text(TransportFailure failure)
    {
        _failure = failure;
        await using OpportunisticTransport transport = Create();

        await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Empty(_clearText.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_in_clear_text_while_encryption_works()
    {
        _failure = null;
        await using OpportunisticTransport transport = Create();

        await transport.SendAsync(Replies.Ask());

        Assert.Empty(_clearText.Requests);
    }

    [Theory]
    [InlineData(3600, null)]
    [InlineData(60, 60)]
    [Knob(typeof(OpportunisticTransportOptions), nameof(OpportunisticTransportOptions.ClearTextMemory))]
    [Rfc(7858, "3.1")]
    public async Task Encryption_is_tried_again_after_the_memory_has_run_out(int expected, int? set)
    {
        await using OpportunisticTransport transport = Create(set is { } seconds ? new() { ClearTextMemory = TimeSpan.FromSeconds(seconds) } : null);
        await transport.SendAsync(Replies.Ask());

        _time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromTicks(1));
        await transport.SendAsync(Replies.Ask());
        int remembered = Encrypted.Requests.Count;
        _time.Advance(TimeSpan.FromTicks(1));
        await transport.SendAsync(Replies.Ask());

        Assert.Equal(1, remembered);
        Assert.Equal(2, Encrypted.Requests.Count);
    }

    [Fact]
    public async Task Disposing_disposes_both()
    {
        await Create().DisposeAsync();

        Assert.True(Encrypted.IsDisposed);
        Assert.True(_clearText.IsDisposed);
    }

    private OpportunisticTransport Create(OpportunisticTransportOptions? options = null) =>
        new(Encrypted, _clearText, options, new TransportServices { TimeProvider = _time });
}
