using System.Net.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>Servers that come and go, drawn by lot: every request ends in time, with its own answer or an error, and nothing is left behind.</summary>
public sealed class MultiStreamRandomTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_request_ends_in_time_with_its_own_answer_or_an_error(int seed)
    {
        var life = new Life(seed);

        life.Run();

        Assert.Empty(life.Problems);
        Assert.InRange(life.MostOpen, 1, 2 * life.Options.MaxConnections);

        // The peers' late replies are over as well.
        life.Multi.Advance(10);
        life.Multi.Dispose();
        Assert.Equal(0, life.Multi.Run.Time.ActiveTimerCount);
        Assert.All(life.Multi.Peers, peer => Assert.True(peer.IsDisposed));
    }

    private sealed class Life
    {
        private readonly Random _random;

        public Life(int seed)
        {
            _random = new Random(seed);
            Options = new MultiStreamTransportOptions
            {
                MaxConnections = _random.Next(1, 4),
                MaxConnectAttempts = _random.Next(1, 4),
                MaxSends = _random.Next(1, 4),
                Stream = new() { MaxInFlight = _random.Next(1, 10), QueueLimit = _random.Next(0, 20) },
            };
            Multi = new VirtualMultiStream(Answer, Options, seed);
        }

        public MultiStreamTransportOptions Options { get; }

        public VirtualMultiStream Multi { get; }

        public List<string> Problems { get; } = [];

        public int MostOpen { get; private set; }

        public void Run() => Multi.Run.Run(() => Task.WhenAll([.. Enumerable.Range(0, 80).Select(AskAsync), MeddleAsync()]));

        private async Task AskAsync(int number)
        {
            await DelayAsync(8);
            using var source = new CancellationTokenSource(_random.Next(5) == 0 ? TimeSpan.FromSeconds(_random.NextDouble() * 3) : Timeout.InfiniteTimeSpan, Multi.Run.Time);

            string name = $"n{number}.example.";
            TimeSpan start = Multi.Run.Time.Elapsed;
            try
            {
                DnsResponse response = await Multi.Transport.SendAsync(Replies.Ask(name), source.Token);
                Note(response.Message.Question!.Value.Name.ToString() != name, $"{name} got another's answer");
                Note(response.Attempts > Options.MaxSends, $"{name} was sent {response.Attempts} times");
            }
            catch (DnsTransportException e)
            {
                Note(e.Failure is TransportFailure.Disposed or TransportFailure.Network, $"{name} ended with {e.Failure}");
            }
            catch (OperationCanceledException)
            {
                Note(!source.IsCancellationRequested, $"{name} was cancelled by nobody");
            }

            Note(Multi.Run.Time.Elapsed - start > TimeSpan.FromSeconds(5.01), $"{name} took {Multi.Run.Time.Elapsed - start}");
        }

        /// <summary>The server refuses for a while, hangs for a while, and cuts connections.</summary>
        private async Task MeddleAsync()
        {
            for (int i = 0; i < 20; i++)
            {
                await DelayAsync(0.8);
                Multi.Connector.Failure = _random.Next(3) == 0 ? new SocketException((int)SocketError.ConnectionRefused) : null;
                if (_random.Next(3) == 0)
                {
                    Multi.Connector.Hold();
                    await DelayAsync(0.8);
                    Multi.Connector.Release();
                }

                MostOpen = Math.Max(MostOpen, Multi.Peers.Count(peer => !peer.IsDisposed));
                if (_random.Next(2) == 0 && Multi.Peers.Count > 0)
                {
                    Multi.Peers[^1].End();
                }
            }
        }

        private void Answer(ScriptedConnection peer, byte[] query)
        {
            switch (_random.Next(10))
            {
                case 0:
                    break;
                case 1 when _random.Next(4) == 0:
                    peer.Break(new SocketException((int)SocketError.ConnectionReset));
                    break;
                case 2 or 3 or 4:
                    _ = ReplyLaterAsync(peer, query);
                    break;
                default:
                    peer.Reply(Replies.To(query));
                    break;
            }
        }

        private async Task ReplyLaterAsync(ScriptedConnection peer, byte[] query)
        {
            await DelayAsync(3);
            peer.Reply(Replies.To(query));
        }

        private Task DelayAsync(double mostSeconds) => Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * mostSeconds), Multi.Run.Time);

        private void Note(bool isProblem, string problem)
        {
            if (isProblem)
            {
                Problems.Add(problem);
            }
        }
    }
}
