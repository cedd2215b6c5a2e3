using System.Collections.Immutable;
using Nomen.Client.Selection;
using Nomen.Client.Services;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Selection;

/// <summary>Fake upstreams a, b, c ... under one of the selecting transports, in virtual time on one thread. No probes, unless the test sets them.</summary>
internal sealed class SelectionWorld
{
    private SelectionWorld(int upstreams, int? seed)
    {
        Run = new VirtualRun(seed) { TurnLimit = 2_000_000 };
        Fakes = [.. Enumerable.Range(0, upstreams).Select(i => new FakeUpstream(Run.Time, $"udp://192.0.2.{i + 1}:53"))];
    }

    public static HedgingOptions NoProbes { get; } = new() { ProbeRate = 0 };

    public VirtualRun Run { get; }

    public ImmutableArray<FakeUpstream> Fakes { get; }

    public IDnsStreamingTransport Transport { get; private set; } = null!;

    public RedundantTransport Redundant => (RedundantTransport)Transport;

    public LoadBalancingTransport Balancing => (LoadBalancingTransport)Transport;

    public FakeUpstream A => Fakes[0];

    public FakeUpstream B => Fakes[1];

    public FakeUpstream C => Fakes[2];

    /// <summary>The requests that were only begun.</summary>
    public List<Task<DnsResponse>> Begun { get; } = [];

    public TimeSpan Now => Run.Time.Elapsed;

    public static SelectionWorld OfRedundant(
        int upstreams = 2, HedgingOptions? hedging = null, BreakerOptions? breaker = null, TimeSpan? timeout = null, Func<Upstream, int, Upstream>? set = null, int? seed = null, Func<TransportServices, TransportServices>? services = null)
    {
        SelectionWorld world = new(upstreams, seed);
        var options = new RedundantTransportOptions { Hedging = hedging ?? NoProbes, Breaker = breaker ?? new() };
        options = timeout is { } time ? options with { Timeout = time } : options;
        world.Transport = new RedundantTransport(world.Upstreams(set), options, services?.Invoke(world.Run.Services) ?? world.Run.Services);
        return world;
    }

    public static SelectionWorld OfBalancing(int upstreams = 2, LoadBalancingTransportOptions? options = null, Func<Upstream, int, Upstream>? set = null, int? seed = null)
    {
        SelectionWorld world = new(upstreams, seed);
        world.Transport = new LoadBalancingTransport(world.Upstreams(set), options ?? new() { Hedging = NoProbes }, world.Run.Services);
        return world;
    }

    /// <summary>Makes B so slow that A stays first as long as nothing is known of it.</summary>
    public SelectionWorld WithSlowB()
    {
        B.Delay = TimeSpan.FromMilliseconds(250);
        return this;
    }

    /// <summary>Sends a request and runs to its end.</summary>
    public DnsResponse Ask(DnsRequest? request = null) => Run.Run(async () => await Transport.SendAsync(request ?? Replies.Ask()));

    /// <summary>Sends a request, and tells how long it took and who answered.</summary>
    public (string? Server, double Milliseconds) Time(DnsRequest? request = null)
    {
        TimeSpan start = Now;
        string? server = Ask(request).Upstream;
        return (server, (Now - start).TotalMilliseconds);
    }

    /// <summary>Sends a request that fails.</summary>
    public DnsTransportException AskInVain(DnsRequest? request = null) => Assert.Throws<DnsTransportException>(() => Ask(request));

    /// <summary>Starts a request and lets everything settle.</summary>
    public Task<DnsResponse> Start(DnsRequest? request = null, CancellationToken cancellationToken = default)
    {
        Task<DnsResponse> task = Run.Scheduler.Start(async () => await Transport.SendAsync(request ?? Replies.Ask(), cancellationToken));
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    /// <summary>Starts a request whose end the test looks at elsewhere.</summary>
    public void Begin() => Begun.Add(Start());

    public void Advance(double milliseconds) => Run.Advance(TimeSpan.FromMilliseconds(milliseconds));

    public UpstreamStatistics Of(string label) =>
        (Transport is RedundantTransport redundant ? redundant.GetStatistics() : Balancing.GetStatistics()).Single(upstream => upstream.Label == label);

    private IEnumerable<Upstream> Upstreams(Func<Upstream, int, Upstream>? set) => Fakes.Select((fake, i) =>
    {
        var upstream = new Upstream(fake, $"{(char)('a' + i)}");
        return set?.Invoke(upstream, i) ?? upstream;
    });
}
