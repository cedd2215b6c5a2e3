using Nomen.Client.Streams;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

public sealed class RequestAttemptsTests
{
    [Fact]
    public void What_was_never_written_moves_on_as_often_as_it_takes()
    {
        RequestAttempts attempts = New(new());

        for (int i = 0; i < 100; i++)
        {
            Assert.True(attempts.TryAgain(StreamRetry.Unsent));
        }

        Assert.True(attempts.MayConnect);
        Assert.Equal(0, attempts.Sends);
    }

    [Theory]
    [InlineData(Opcode.Query, true)]
    [InlineData(Opcode.Notify, true)]
    [InlineData(Opcode.Status, true)]
    [InlineData(Opcode.Update, false)]
    [InlineData((Opcode)11, false)]
    [Rfc(2136, "3")]
    public void Only_what_changes_nothing_is_sent_again(Opcode opcode, bool expected)
    {
        RequestAttempts attempts = New(new(), opcode);

        Assert.Equal(expected, attempts.TryAgain(StreamRetry.ConnectionLost));
    }

    [Fact]
    public void A_failure_met_in_the_hold_off_counts_once()
    {
        RequestAttempts attempts = New(new() { MaxConnectAttempts = 2 });

        Assert.True(attempts.TryWait(retryAt: 5, deadline: 10));
        Assert.True(attempts.MayConnect);
        attempts.TryAgain(StreamRetry.NotConnected);
        Assert.False(attempts.TryWait(retryAt: 7, deadline: 10));
    }

    [Fact]
    public void Its_own_failure_is_not_counted_again_by_the_hold_off()
    {
        RequestAttempts attempts = New(new() { MaxConnectAttempts = 2 });
        attempts.TryAgain(StreamRetry.NotConnected);

        Assert.True(attempts.TryWait(retryAt: 5, deadline: 10));
        Assert.True(attempts.MayConnect);
    }

    [Theory]
    [InlineData(9L, true)]
    [InlineData(10L, false)]
    [InlineData(null, false)]
    public void It_waits_only_for_what_comes_within_its_time(long? retryAt, bool expected)
    {
        RequestAttempts attempts = New(new() { MaxConnectAttempts = 100 });

        Assert.Equal(expected, attempts.TryWait(retryAt, deadline: 10));
    }

    private static RequestAttempts New(MultiStreamTransportOptions options, Opcode opcode = Opcode.Query) =>
        new(new DnsRequest(Replies.Ask().Question!.Value) { Opcode = opcode }, options);
}
