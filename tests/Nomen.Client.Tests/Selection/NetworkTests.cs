using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Selection;
using Nomen.Client.Tests.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Network;
using Nomen.Testing.Scheduling;
using Xunit.Abstractions;

namespace Nomen.Client.Tests.Selection;

/// <summary>Thousands of queries over UDP on a simulated network, in virtual time: what a dead or a lossy server costs.</summary>
public sealed class NetworkTests(ITestOutputHelper output)
{
    private const int Queries = 10_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private static readonly SimulatedLink Live = new() { Latency = TimeSpan.FromMilliseconds(10), Jitter = TimeSpan.FromMilliseconds(5) };

    private static readonly SimulatedLink Dead = new() { Loss = 1 };

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void With_one_of_two_upstreams_dead_the_99th_percentile_stays_under_twice_that_of_the_live_one_alone(int seed, bool isDeadFirst)
    {
        double alone = Percentile(Latencies(seed, Live).Skip(SentWithin(TimeSpan.FromSeconds(1))), 0.99);

        double both = Percentile((isDeadFirst ? Latencies(seed, Dead, Live) : Latencies(seed, Live, Dead)).Skip(SentWithin(TimeSpan.FromSeconds(1))), 0.99);

        output.WriteLine($"seed {seed}: {alone:F1} ms alone, {both:F1} ms with a dead one");
        Assert.True(both < 2 * alone, $"seed {seed}: {alone:F1} ms alone, {both:F1} ms with a dead one");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_one_upstream_that_loses_30_percent_no_query_fails(int seed)
    {
        double[] latencies = Latencies(seed, Live with { Loss = 0.3 }, Live);

        output.WriteLine($"seed {seed}: 99th percentile {Percentile(latencies, 0.99):F1} ms, longest {latencies.Max():F1} ms");
        Assert.Equal(Queries, latencies.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void When_a_server_dies_another_one_is_used_within_a_second(int seed)
    {
        World world = new(seed, Live, Live with { Latency = TimeSpan.FromMilliseconds(30) });
        world.Ask();
        world.Servers[0].Link = Dead;

        TimeSpan start = world.Run.Time.Elapsed;
        world.Ask();

        Assert.True(world.Run.Time.Elapsed - start < TimeSpan.FromSeconds(1), $"seed {seed}: {world.Run.Time.Elapsed - start}");
    }

    [Fact]
    public void When_every_server_is_dead_the_failure_comes_within_ten_seconds()
    {
        World world = new(1, Dead, Dead);

        DnsTransportException error = Assert.Throws<DnsTransportException>(world.Ask);

        Assert.Equal(TransportFailure.Timeout, error.Failure);
        Assert.True(world.Run.Time.Elapsed <= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void All_sends_of_all_upstreams_are_on_one_budget()
    {
        World world = new(1, Dead, Dead);
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(10), new WorkBudget(upstreamSends: 4));

        Assert.Throws<DnsTransportException>(() => world.Ask(DnsRequest.Query("www.example", DnsType.A).With(context)));

        Assert.Equal(0, context.Budget.Left(WorkKind.UpstreamSend));
        Assert.Equal(4, world.Servers.Sum(server => server.Sent));
    }

    /// <summary>Milliseconds of each query that was answered, in the order of sending; a failure is thrown.</summary>
    private static double[] Latencies(int seed, params SimulatedLink[] links)
    {
        World world = new(seed, links);
        double[] latencies = new double[Queries];
        world.Run.Run(async () =>
        {
            Task[] queries = new Task[Queries];
            for (int i = 0; i < Queries; i++)
            {
                queries[i] = AskAsync(world, i, latencies);
                await Task.Delay(Pace, world.Run.Time);
            }

            foreach (Task query in queries)
            {
                await query;
            }
        });
        return latencies;
    }

    private static async Task AskAsync(World world, int number, double[] latencies)
    {
        TimeSpan start = world.Run.Time.Elapsed;
        await world.Transport.SendAsync(DnsRequest.Query($"n{number}.example", DnsType.A));
        latencies[number] = (world.Run.Time.Elapsed - start).TotalMilliseconds;
    }

    private static int SentWithin(TimeSpan time) => (int)(time / Pace);

    private static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    private sealed class World
    {
        public World(int seed, params SimulatedLink[] links)
        {
            Run = new VirtualRun(seed) { TurnLimit = 5_000_000 };
            Servers = [.. links.Select((link, i) => new SimulatedServer(new IPEndPoint(IPAddress.Parse($"192.0.2.{i + 1}"), 53), static query => Replies.To(query.Span), Run.Services, link))];
            Transport = new RedundantTransport(Servers.Select(server => new Upstream(new DatagramTransport(server, options: null, Run.Services))), options: null, Run.Services);
        }

        public VirtualRun Run { get; }

        public SimulatedServer[] Servers { get; }

        public RedundantTransport Transport { get; }

        public void Ask() => Ask(DnsRequest.Query("www.example", DnsType.A));

        public void Ask(DnsRequest request) => Run.Run(async () => await Transport.SendAsync(request));
    }
}
