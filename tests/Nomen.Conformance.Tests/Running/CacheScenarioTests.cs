using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Streams;
using Nomen.Conformance.Devices;
using Nomen.Conformance.Reporting;
using Nomen.Conformance.Running;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Tests.Running;

/// <summary>The directory <c>client-cache</c>: it passes, and its files see a missing cache and a cache that looks at too little.</summary>
public sealed class CacheScenarioTests
{
    /// <summary>Files that assert a hit: without a cache they must fail.</summary>
    private static readonly string[] Hits =
    [
        "cache_aa", "cache_ad", "cache_case", "cache_do_nsec3", "cache_nodata", "cache_nxdomain", "cache_ttl",
    ];

    /// <summary>Files that assert a miss, and what a wrong cache leaves out of account so that it answers all the same.</summary>
    private static readonly (string File, string Ignored)[] Misses =
    [
        ("cache_ad_rev", "AD"),
        ("cache_broken_nodata", "missing SOA"),
        ("cache_chaos", "class"),
        ("cache_do_q_nsec", "DO"),
        ("cache_do_q_rrsig", "DO"),
        ("cache_notify", "opcode"),
    ];

    [CorpusFact]
    public void Every_file_passes_whatever_the_order_of_ready_work()
    {
        foreach ((string file, Scenario scenario) in Files())
        {
            for (int seed = 0; seed < 10; seed++)
            {
                ScenarioOutcome outcome = new ScenarioCase(strict: true, seed == 0 ? null : seed).Run(scenario, "client-cache", new ScenarioTrace(false));

                Assert.True(outcome.Result == CaseResult.Pass, $"{file}, seed {seed}: {outcome}");
            }
        }
    }

    [CorpusFact]
    public void Files_that_assert_a_hit_fail_without_the_cache()
    {
        string[] failed = [.. Files().Where(file => Play(file.Scenario, static inner => inner).Result == CaseResult.Fail).Select(file => file.Name)];

        Assert.Equal(Hits, failed);
    }

    [CorpusFact]
    public void Files_that_assert_a_miss_fail_with_a_cache_that_ignores_what_they_vary()
    {
        foreach ((string file, string ignored) in Misses)
        {
            Scenario scenario = Files().Single(other => other.Name == file).Scenario;

            ScenarioOutcome outcome = Play(scenario, inner => new ForgetfulCache(inner, ignored));

            Assert.True(outcome.Result == CaseResult.Fail, $"{file} did not notice that {ignored} is ignored");
        }
    }

    [CorpusFact]
    public void Every_file_asserts_a_hit_or_a_miss_but_the_one_that_needs_a_driver_of_its_own() =>
        Assert.Equal(
            Files().Select(file => file.Name).Where(name => name != "cache_transport_error"),
            Hits.Concat(Misses.Select(miss => miss.File)).Order(StringComparer.Ordinal));

    /// <summary>The driver of <c>cache_transport_error</c>: an upstream that is not there yet, then one that is, and the failure is remembered.</summary>
    [Fact]
    [Rfc(9520, "2.3")]
    public async Task A_failure_is_remembered_when_an_upstream_is_there_at_last()
    {
        LateUpstream upstream = new();
        await using CacheTransport cache = new(upstream);
        DnsRequest request = DnsRequest.Query("example.com", DnsType.AAAA);
        await Assert.ThrowsAsync<Dns.Errors.DnsTransportException>(async () => await cache.SendAsync(request));

        upstream.IsThere = true;

        await Assert.ThrowsAsync<Dns.Errors.DnsTransportException>(async () => await cache.SendAsync(request));
        Assert.Equal(1, upstream.Asked);
    }

    private static IEnumerable<(string Name, Scenario Scenario)> Files() => SharedTree.Scenarios()
        .Where(file => file.Contains("/scenarios/client-cache/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => (Path.GetFileNameWithoutExtension(file), Samples.Parse(File.ReadAllText(file), DialectOf.Path(file))));

    private static ScenarioOutcome Play(Scenario scenario, Func<IDnsTransport, IDnsTransport> wrap)
    {
        IPEndPoint server = new(IPAddress.Parse("192.0.2.53"), 53);
        DeviceKind kind = new("control", [], (network, services) =>
            new TransportDevice(wrap(new MultiStreamTransport(new ScriptedStreams(network, server), options: null, services))));
        return ScenarioRunner.Run(scenario, kind, ordered: true, seed: null, new ScenarioTrace(false));
    }

    /// <summary>Keeps every response for ever, under a key that lacks one thing.</summary>
    private sealed class ForgetfulCache(IDnsTransport inner, string ignored) : DelegatingDnsTransport(inner)
    {
        private readonly Dictionary<string, DnsResponse> _kept = [];

        public override async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            DnsQuestion question = request.Question!.Value;
            string key = $"{question.Name.ToLower()} {question.Type} {(ignored == "class" ? 0 : question.Class)} {(ignored == "opcode" ? 0 : request.Opcode)}"
                + $" {(ignored == "AD" ? 0 : request.Flags & DnsFlags.AD)} {ignored != "DO" && request.DnssecOk}";
            if (_kept.TryGetValue(key, out DnsResponse? kept))
            {
                return kept;
            }

            return _kept[key] = await Inner.SendAsync(request, cancellationToken);
        }
    }

    private sealed class LateUpstream : IDnsTransport
    {
        public bool IsThere { get; set; }

        public int Asked { get; private set; }

        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
        {
            Asked++;
            return IsThere
                ? ValueTask.FromResult(DnsResponse.For(request, Rcode.NoError))
                : throw new Dns.Errors.TransportError(Dns.Errors.TransportFailure.NoUpstream).ToException();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
