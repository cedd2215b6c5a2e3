using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Nomen.Client.Routing;
using Nomen.Client.Selection;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Benchmarks.Micro;

/// <summary>What choosing an upstream costs on top of the upstream: one that answers at once, and one that answers from the thread pool.</summary>
public class SelectionBenchmarks : IAsyncDisposable
{
    private static readonly DnsRequest Request = DnsRequest.Query("www.example.com", DnsType.A);
    private static readonly DnsRequest WithContext = Request.With(new QueryContext(TimeProvider.System, TimeSpan.FromDays(1), new WorkBudget(upstreamSends: 10_000)));

    private readonly AtOnce _atOnce = new();
    private readonly Later _later = new();
    private readonly RedundantTransport _redundant = new(Upstreams<AtOnce>(2), new() { Hedging = new() { ProbeRate = 0 } });
    private readonly RedundantTransport _probing = new(Upstreams<AtOnce>(2));
    private readonly RedundantTransport _redundantLater = new(Upstreams<Later>(2), new() { Hedging = new() { ProbeRate = 0 } });
    private readonly LoadBalancingTransport _balancing = new(Upstreams<AtOnce>(4), new() { Hedging = new() { ProbeRate = 0 } });
    private readonly RoutingTransport _routing = new(Enumerable.Range(0, 1_000)
        .Select(i => new KeyValuePair<DomainName, IDnsTransport>(DomainName.Parse($"zone{i}.example"), new AtOnce()))
        .Append(new(DomainName.Root, new AtOnce())));

    [Benchmark(Baseline = true, Description = "upstream that answers at once, alone")]
    public ValueTask<DnsResponse> Alone() => _atOnce.SendAsync(Request);

    [Benchmark(Description = "redundant over 2")]
    public ValueTask<DnsResponse> Redundant() => _redundant.SendAsync(Request);

    [Benchmark(Description = "redundant over 2, with a context")]
    public ValueTask<DnsResponse> RedundantInContext() => _redundant.SendAsync(WithContext);

    [Benchmark(Description = "redundant over 2, probing 5 %")]
    public ValueTask<DnsResponse> RedundantProbing() => _probing.SendAsync(Request);

    [Benchmark(Description = "load balancing over 4")]
    public ValueTask<DnsResponse> Balancing() => _balancing.SendAsync(Request);

    [Benchmark(Description = "routing among 1,001")]
    public ValueTask<DnsResponse> Routing() => _routing.SendAsync(Request);

    [Benchmark(Description = "upstream that answers from the pool, alone")]
    public ValueTask<DnsResponse> LaterAlone() => _later.SendAsync(Request);

    [Benchmark(Description = "redundant over 2 of those")]
    public ValueTask<DnsResponse> RedundantLater() => _redundantLater.SendAsync(Request);

    public async ValueTask DisposeAsync()
    {
        IDnsTransport[] transports = [_atOnce, _later, _redundant, _probing, _redundantLater, _balancing, _routing];
        foreach (IDnsTransport transport in transports)
        {
            await transport.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private static IEnumerable<Upstream> Upstreams<T>(int count)
        where T : IDnsTransport, new() => Enumerable.Range(0, count).Select(_ => new Upstream(new T()));

    private sealed class AtOnce : IDnsTransport
    {
        private readonly DnsResponse _response = DnsResponse.For(Request, Rcode.NoError);

        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => ValueTask.FromResult(_response);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Later : IDnsTransport
    {
        private readonly DnsResponse _response = DnsResponse.For(Request, Rcode.NoError);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return _response;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
