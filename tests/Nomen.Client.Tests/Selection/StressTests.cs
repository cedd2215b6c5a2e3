using Nomen.Client.Selection;
using Nomen.Client.Services;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Selection;

/// <summary>Reused parts under many threads, and under one with a seed.</summary>
public sealed class StressTests
{
    [Fact]
    public async Task Under_many_threads_every_asker_gets_the_answer_to_its_own_question()
    {
        await using RedundantTransport transport = new(
            Enumerable.Range(0, 3).Select(i => new Upstream(new Erratic((uint)i))),
            new() { Hedging = new() { InitialEstimate = TimeSpan.FromMilliseconds(1), MinDelay = TimeSpan.Zero, MaxDelay = TimeSpan.FromMilliseconds(1), ProbeRate = 0.2 } });

        int[] right = await Task.WhenAll(Enumerable.Range(0, 8).Select(asker => Task.Run(() => AskManyAsync(transport, asker))));

        Assert.True(right.Sum() >= 2_000, $"{right.Sum()} right answers");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_seed_gives_one_course_of_events(int seed)
    {
        string first = Course(seed);

        Assert.Equal(first, Course(seed));
        Assert.NotEqual(first, Course(seed + 100));
    }

    [Fact]
    public void Requests_leave_neither_timers_nor_places_behind()
    {
        var world = SelectionWorld.OfRedundant(upstreams: 3, hedging: new() { ProbeRate = 0.3 }, seed: 5);
        world.B.Delay = TimeSpan.FromMilliseconds(400);
        world.C.Fails = FakeUpstream.With(TransportFailure.ConnectionClosed);
        for (int i = 0; i < 500; i++)
        {
            world.A.Delay = i % 7 == 0 ? null : TimeSpan.FromMilliseconds(20);
            world.Ask();
        }

        world.Advance(60_000);

        Assert.Equal(0, world.Run.Time.ActiveTimerCount);
        Assert.All(world.Redundant.GetStatistics(), upstream => Assert.Equal(0, upstream.Outstanding));
    }

    private static async Task<int> AskManyAsync(RedundantTransport transport, int asker)
    {
        int right = 0;
        for (int i = 0; i < 400; i++)
        {
            string name = $"n{i}.a{asker}.example.";
            using CancellationTokenSource source = new();
            if (i % 10 == 0)
            {
                source.CancelAfter(TimeSpan.FromMilliseconds(1));
            }

            try
            {
                DnsResponse response = await transport.SendAsync(DnsRequest.Query(name, DnsType.A), source.Token);
                Assert.Equal(name, response.Message.Question!.Value.Name.ToString());
                right++;
            }
            catch (Exception e) when (e is DnsTransportException or OperationCanceledException)
            {
                // Three erratic upstreams may all fail, and some askers leave.
                continue;
            }
        }

        return right;
    }

    private static string Course(int seed)
    {
        var world = SelectionWorld.OfRedundant(upstreams: 3, hedging: new() { ProbeRate = 0.2 }, seed: seed);
        var chance = DnsRandom.Seeded((ulong)seed);
        List<string> events = [];
        world.Run.Run(async () =>
        {
            Task[] askers = new Task[200];
            for (int i = 0; i < askers.Length; i++)
            {
                FakeUpstream fake = world.Fakes[chance.Next(3)];
                fake.Delay = TimeSpan.FromMilliseconds(chance.Next(600));
                fake.Rcode = chance.Next(4) == 0 ? Rcode.ServFail : Rcode.NoError;
                askers[i] = AskAsync(world, i, events);
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(30)), world.Run.Time);
            }

            foreach (Task asker in askers)
            {
                await asker;
            }
        });
        return string.Join('\n', events);
    }

    private static async Task AskAsync(SelectionWorld world, int number, List<string> events)
    {
        DnsResponse response = await world.Transport.SendAsync(Replies.Ask());
        events.Add($"{world.Now} {number} {response.Upstream} {response.Rcode}");
    }

    /// <summary>Answers at once, later, wrongly, not at all before it is called back, or fails, by turns.</summary>
    private sealed class Erratic(uint turn) : IDnsTransport
    {
        private uint _turn = turn;

        public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            switch (Interlocked.Increment(ref _turn) * 2_654_435_761 % 7)
            {
                case 0:
                    throw new TransportError(TransportFailure.ConnectionClosed).ToException();
                case 1:
                    return VirtualPair.Reply(request, Rcode.ServFail);
                case 2:
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
                    break;
                case 3:
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
                    break;
                case 4:
                    await Task.Yield();
                    break;
            }

            return VirtualPair.Reply(request);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
