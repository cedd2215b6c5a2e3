using System.Net;
using System.Net.Sockets;
using Nomen.Client.Https;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Https;

/// <summary>Which address is tried when, on a clock of the test's; the connections are no sockets.</summary>
public sealed class AddressDialerTests
{
    private static readonly IPAddress[] Addresses = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1"), IPAddress.Parse("192.0.2.3")];

    private readonly ManualTimeProvider _time = new();
    private readonly List<(IPEndPoint Server, TaskCompletionSource<Stream> Outcome, CancellationToken Token)> _attempts = [];

    [Theory]
    [InlineData(250)]
    [InlineData(40)]
    [Rfc(8305, "5")]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.AttemptDelay))]
    public async Task The_next_address_is_tried_beside_a_silent_one_after_the_delay(int milliseconds)
    {
        Task<Stream> connecting = Dial(new HttpsConnectionOptions { AttemptDelay = TimeSpan.FromMilliseconds(milliseconds) }.AttemptDelay);

        _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        int before = _attempts.Count;
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await UntilAsync(2);
        using MemoryStream second = new();
        _attempts[1].Outcome.SetResult(second);

        Assert.Equal(1, before);
        Assert.Same(second, await connecting);
        Assert.True(_attempts[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task The_next_address_is_tried_at_once_when_one_fails()
    {
        Task<Stream> connecting = Dial();
        _attempts[0].Outcome.SetException(new SocketException((int)SocketError.ConnectionRefused));
        await UntilAsync(2);
        using MemoryStream second = new();

        _attempts[1].Outcome.SetResult(second);

        Assert.Same(second, await connecting);
        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
    }

    [Fact]
    public async Task When_all_fail_the_first_failure_is_told()
    {
        Task<Stream> connecting = Dial();
        SocketError[] errors = [SocketError.ConnectionRefused, SocketError.NetworkUnreachable, SocketError.TimedOut];
        for (int i = 0; i < errors.Length; i++)
        {
            await UntilAsync(i + 1);
            _attempts[i].Outcome.SetException(new SocketException((int)errors[i]));
        }

        SocketException e = await Assert.ThrowsAsync<SocketException>(() => connecting);

        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
    }

    [Fact]
    public async Task A_connection_that_opens_after_another_won_is_closed()
    {
        Task<Stream> connecting = Dial(ignoresCancellation: true);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await UntilAsync(2);
        using MemoryStream winner = new();
        MemoryStream loser = new();
        _attempts[1].Outcome.SetResult(winner);

        _attempts[0].Outcome.SetResult(loser);
        await connecting;

        Assert.False(loser.CanRead);
        Assert.True(winner.CanRead);
    }

    [Fact]
    public async Task Giving_up_ends_every_attempt()
    {
        using CancellationTokenSource source = new();
        Task<Stream> connecting = Dial(cancellationToken: source.Token);

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.All(_attempts, attempt => Assert.True(attempt.Token.IsCancellationRequested));
        Assert.Equal(0, _time.ActiveTimerCount);
    }

    private Task<Stream> Dial(TimeSpan? delay = null, bool ignoresCancellation = false, CancellationToken cancellationToken = default)
    {
        AddressDialer dialer = new([.. Addresses], delay ?? TimeSpan.FromMilliseconds(250), _time, (server, token) =>
        {
            TaskCompletionSource<Stream> outcome = new();
            lock (_attempts)
            {
                _attempts.Add((server, outcome, token));
            }

            return ignoresCancellation ? outcome.Task : outcome.Task.WaitAsync(token);
        });
        return dialer.ConnectAsync(443, cancellationToken).AsTask();
    }

    private async Task UntilAsync(int attempts)
    {
        while (Count() < attempts)
        {
            await Task.Yield();
        }

        int Count()
        {
            lock (_attempts)
            {
                return _attempts.Count;
            }
        }
    }
}
