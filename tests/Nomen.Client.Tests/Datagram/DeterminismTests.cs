using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram;

/// <summary>The whole transport stays on the scheduler: a run with a seed repeats itself, and the scheduler throws when any work leaves it.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_seed_gives_one_course_of_events(int seed)
    {
        string first = Course(seed);

        string second = Course(seed);

        Assert.Equal(first, second);
        Assert.NotEqual(first, Course(seed + 100));
    }

    /// <summary>30 askers of 5 requests each with 4 slots over a lossy, slow wire; some cancel.</summary>
    private static string Course(int seed)
    {
        DatagramWorld world = new(new() { MaxConcurrentQueries = 4 }, seed: seed);
        var chance = DnsRandom.Seeded((ulong)seed);
        List<string> events = [];
        world.Wire.OnSend = (connection, query) =>
        {
            events.Add($"{world.Now} sent {query[0]}");
            if (chance.Next(3) > 0)
            {
                int delay = chance.Next(2000);
                _ = world.Run.Time.CreateTimer(_ => connection.Deliver(Replies.To(query)), null, TimeSpan.FromMilliseconds(delay), Timeout.InfiniteTimeSpan);
            }
        };
        world.Run.Run(async () => await Task.WhenAll(Enumerable.Range(0, 30).Select(asker => AskFiveAsync(world, asker, events))));
        return string.Join('\n', events);
    }

    private static async Task AskFiveAsync(DatagramWorld world, int asker, List<string> events)
    {
        for (int i = 0; i < 5; i++)
        {
            using CancellationTokenSource source = new(TimeSpan.FromSeconds(asker % 5 == 0 ? 1 : 100), world.Run.Time);
            try
            {
                DnsResponse response = await world.Transport.SendAsync(DatagramWorld.Question, source.Token);
                events.Add($"{world.Now} {asker} answered after {response.Attempts}");
            }
            catch (DnsTransportException e)
            {
                events.Add($"{world.Now} {asker} {e.Failure}");
            }
            catch (OperationCanceledException)
            {
                events.Add($"{world.Now} {asker} cancelled");
            }
        }
    }
}
