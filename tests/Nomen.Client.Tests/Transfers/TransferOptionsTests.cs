using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Dns.ZoneDigests;
using Nomen.Testing.Knobs;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Transfers;

/// <summary>Each limit of a transfer, at work.</summary>
public sealed class TransferOptionsTests
{
    private static readonly DnsRequest Axfr = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);

    [Theory]
    [InlineData(100, TransferFailure.Stalled, 30)]
    [InlineData(5, TransferFailure.Timeout, 7200)]
    [InlineData(0, TransferFailure.Timeout, 7200)]
    [Knob(typeof(TransferOptions), nameof(TransferOptions.MinimumRate))]
    public void A_server_that_trickles_is_found_out(int rate, TransferFailure failure, double seconds)
    {
        // Some 50 octets every 5 s: no time-out of a connection would ever fire.
        (TransferException e, double elapsed) = Trickle(new TransferOptions { MinimumRate = rate }, every: 5);

        Assert.Equal(failure, e.Failure);
        Assert.Equal(seconds, elapsed);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(12)]
    [Knob(typeof(TransferOptions), nameof(TransferOptions.ProgressWindow))]
    public void The_rate_is_measured_over_the_window(int seconds)
    {
        (TransferException e, double elapsed) = Trickle(new TransferOptions { ProgressWindow = TimeSpan.FromSeconds(seconds) }, every: 5);

        Assert.Equal(TransferFailure.Stalled, e.Failure);
        Assert.Equal(seconds, elapsed);
    }

    [Fact]
    [Knob(typeof(TransferOptions), nameof(TransferOptions.Timeout))]
    public void Nothing_extends_the_time_for_all_of_it()
    {
        (TransferException e, double elapsed) = Trickle(new TransferOptions { MinimumRate = 1, Timeout = TimeSpan.FromSeconds(61) }, every: 2);

        Assert.Equal(TransferFailure.Timeout, e.Failure);
        Assert.Equal(61, elapsed);
    }

    [Fact]
    public void A_silent_server_ends_with_the_window_whatever_the_transport_does()
    {
        (TransferException e, double elapsed) = Trickle(new TransferOptions(), every: 100_000);

        Assert.Equal(TransferFailure.Stalled, e.Failure);
        Assert.Equal(30, elapsed);
    }

    [Fact]
    public void Time_that_the_reader_takes_does_not_count()
    {
        var run = new VirtualRun();
        ScriptedTransfer transport = ScriptedTransfer.Of(Axfr, "soa 1 || a || b || soa 1");

        string last = run.Run(async () =>
        {
            string word = string.Empty;
            await foreach (TransferEvent happened in ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone, services: run.Services))
            {
                await Task.Delay(TimeSpan.FromMinutes(5), run.Time);
                word = happened.GetType().Name;
            }

            return word;
        });

        Assert.Equal("End", last);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    [Knob(typeof(TransferOptions), nameof(TransferOptions.MaxRecords))]
    public async Task Records_are_counted_to_the_limit(long limit, bool isTaken) =>
        Assert.Equal(isTaken, await IsTakenAsync(new TransferOptions { MaxRecords = limit }, "soa 1 | a || b | soa 1"));

    [Theory]
    [InlineData(1000, true)]
    [InlineData(512, false)]
    [Knob(typeof(TransferOptions), nameof(TransferOptions.MaxOctets))]
    public async Task Octets_are_counted_to_the_limit(long limit, bool isTaken)
    {
        string text = $"t.example.com. 300 IN TXT \"{new string('x', 200)}\"";

        Assert.Equal(isTaken, await IsTakenAsync(new TransferOptions { MaxOctets = limit }, $"soa 1 | {text} || {text} | soa 1"));
    }

    [Theory]
    [InlineData(1_000_000, ZoneDigestVerdict.Verified)]
    [InlineData(1_000, ZoneDigestVerdict.TooLarge)]
    [InlineData(0, ZoneDigestVerdict.NotChecked)]
    [Knob(typeof(TransferOptions), nameof(TransferOptions.DigestMemory))]
    public async Task The_digest_is_checked_within_its_memory(long memory, ZoneDigestVerdict verdict)
    {
        TransferSummary summary = await DigestZone.TransferAsync(DigestZone.Records, new TransferOptions { DigestMemory = memory });

        Assert.Equal(verdict, summary.Digest);
    }

    [Fact]
    public void Out_of_range_throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { MinimumRate = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { ProgressWindow = TimeSpan.FromMilliseconds(999) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { MaxRecords = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { MaxOctets = 511 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { DigestMemory = -1 });
    }

    private static async Task<bool> IsTakenAsync(TransferOptions options, string messages)
    {
        try
        {
            string words = await ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(ScriptedTransfer.Of(Axfr, messages), ScriptedTransfer.Zone, options));
            return words.EndsWith("end 1", StringComparison.Ordinal);
        }
        catch (TransferException e) when (e.Failure == TransferFailure.TooLarge)
        {
            return false;
        }
    }

    /// <summary>A server that sends a small message every so many seconds, for ever; returns how that ended and when.</summary>
    private static (TransferException Failure, double Seconds) Trickle(TransferOptions options, double every)
    {
        var run = new VirtualRun();
        DnsMessage[] messages = [ScriptedTransfer.Message(Axfr, "soa 1 | a"), .. Enumerable.Repeat(ScriptedTransfer.Message(Axfr, "b"), 10_000)];
        ScriptedTransfer transport = new(messages) { Before = (_, token) => Task.Delay(TimeSpan.FromSeconds(every), run.Time, token) };

        TransferException failure = run.Run(() => Assert.ThrowsAsync<TransferException>(
            () => ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone, options, run.Services))));

        Assert.True(transport.IsClosed);
        return (failure, run.Time.Elapsed.TotalSeconds);
    }
}
