using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>Whole lives of a connection, drawn by lot: whatever the peer and the callers do, every request ends in time, with its own answer or an error.</summary>
public sealed class StreamTransportRandomTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_request_ends_in_time_with_its_own_answer_or_an_error(int seed)
    {
        var life = new Life(seed);

        life.Run();

        Assert.Empty(life.Problems);
        Assert.Equal(0, life.Stream.Transport.InFlight);

        // The peer's late replies are over as well.
        life.Stream.Advance(10);
        life.Stream.Dispose();
        Assert.Equal(0, life.Stream.Run.Time.ActiveTimerCount);
    }

    private sealed class Life
    {
        /// <summary>Waiting for a place and for the answer, 5 s each, and a little for what wakes at the same instant.</summary>
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10.1);

        private readonly Random _random;

        public Life(int seed)
        {
            _random = new Random(seed);
            var options = new StreamTransportOptions { MaxInFlight = _random.Next(1, 20), QueueLimit = _random.Next(0, 40) };
            Stream = new VirtualStream(Answer, options, seed);
        }

        public VirtualStream Stream { get; }

        public List<string> Problems { get; } = [];

        public void Run() => Stream.Run.Run(() => Task.WhenAll(Enumerable.Range(0, 80).Select(AskAsync)));

        private async Task AskAsync(int number)
        {
            await DelayAsync(6);
            using var source = new CancellationTokenSource(_random.Next(5) == 0 ? TimeSpan.FromSeconds(_random.NextDouble() * 3) : Timeout.InfiniteTimeSpan, Stream.Run.Time);

            string name = $"n{number}.example.";
            TimeSpan start = Stream.Run.Time.Elapsed;
            try
            {
                DnsResponse response = await Stream.Transport.SendAsync(Replies.Ask(name), source.Token);
                Note(response.Message.Question!.Value.Name.ToString() != name, $"{name} got another's answer");
            }
            catch (DnsTransportException e)
            {
                Note(e.Failure is TransportFailure.Disposed or TransportFailure.Network, $"{name} ended with {e.Failure}");
            }
            catch (OperationCanceledException)
            {
                Note(!source.IsCancellationRequested, $"{name} was cancelled by nobody");
            }

            Note(Stream.Run.Time.Elapsed - start > Longest, $"{name} took {Stream.Run.Time.Elapsed - start}");
        }

        private void Answer(ScriptedConnection peer, byte[] query)
        {
            peer.ReadLimit = _random.Next(4) == 0 ? _random.Next(1, 40) : int.MaxValue;
            switch (_random.Next(12))
            {
                case 0:
                    break;
                case 1:
                    peer.Reply(Replies.To(query, question: Replies.Ask("lie.example.").Question));
                    goto default;
                case 2:
                    peer.Reply(Replies.To(query));
                    goto default;
                case 3:
                    peer.Reply([.. query[..2], 0x80]);
                    break;
                case 4 when _random.Next(30) == 0:
                    peer.End();
                    break;
                case 5 or 6 or 7:
                    _ = ReplyLaterAsync(peer, query);
                    break;
                default:
                    peer.Reply(Replies.To(query));
                    break;
            }
        }

        private async Task ReplyLaterAsync(ScriptedConnection peer, byte[] query)
        {
            await DelayAsync(7);
            peer.Reply(Replies.To(query));
        }

        private Task DelayAsync(double mostSeconds) => Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * mostSeconds), Stream.Run.Time);

        private void Note(bool isProblem, string problem)
        {
            if (isProblem)
            {
                Problems.Add(problem);
            }
        }
    }
}
