using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Testing.Time;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Answers from a cache's memory on the receive thread: the same octets as on the whole way, only sooner.</summary>
public sealed class FastResponderTests : IAsyncLifetime
{
    private const int Runs = 100_000;
    private const int Seed = 20_261_122;

    private readonly ServerCounters _counters = new();
    private readonly FakeTransport _upstream = new(Respond);
    private readonly CacheTransport _cache;
    private readonly byte[] _reply = new byte[ushort.MaxValue];

    public FastResponderTests() => _cache = new CacheTransport(_upstream, services: new TransportServices { TimeProvider = new ManualTimeProvider() });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cache.DisposeAsync();

    [Fact]
    public void What_is_in_memory_is_answered_without_a_request()
    {
        QueryPipeline pipeline = Pipeline(_cache);
        Ask(pipeline, Query.Octets("www.example.", id: 1));

        DnsMessage second = DnsMessage.Parse(Ask(pipeline, Query.Octets("wWw.example.", id: 2)));

        Assert.Equal("wWw.example. A 192.0.2.1", Assert.Single(second.ReadRecords(DnsSection.Answer).Select(Zones.Answers.Line)));
        Assert.Equal(2, second.Id);
        Assert.Equal(1, _counters.Read(ServerCounter.FastAnswers));
    }

    [Fact]
    public void The_OPT_has_what_was_asked_of_the_server_and_the_extended_errors()
    {
        QueryPipeline pipeline = Pipeline(_cache, new DnsServerOptions { Identity = "me" });
        EdnsRecord edns = EdnsRecord.Default with { DnssecOk = true, Options = [new UnknownOption(EdnsOptionCode.Nsid, default)] };
        Ask(pipeline, Query.Octets("bad.example.", edns: edns));

        DnsMessage second = DnsMessage.Parse(Ask(pipeline, Query.Octets("bad.example.", edns: edns)));

        Assert.Equal(Rcode.ServFail, second.Rcode);
        Assert.True(second.Edns!.DnssecOk);
        Assert.Equal([EdnsOptionCode.Nsid, EdnsOptionCode.ExtendedError], second.Edns.Options.Select(option => option.Code));
        Assert.Equal(1, _counters.Read(ServerCounter.FastAnswers));
    }

    [Fact]
    public void A_response_that_does_not_fit_is_truncated_and_counted()
    {
        QueryPipeline pipeline = Pipeline(_cache);
        Ask(pipeline, Query.Octets("www.example.", DnsType.TXT));

        DnsMessage second = DnsMessage.Parse(Ask(pipeline, Query.Octets("www.example.", DnsType.TXT)));

        Assert.True(second.IsTruncated);
        Assert.Equal(1, _counters.Read(ServerCounter.FastAnswers));
        Assert.Equal(2, _counters.Read(ServerCounter.Truncated));
    }

    [Theory]
    [InlineData(DnsFlags.None)]
    [InlineData(DnsFlags.RD)]
    public void A_client_that_is_not_allowed_learns_nothing_of_the_memory(DnsFlags flags)
    {
        Ask(Pipeline(_cache), Query.Octets("www.example.", flags: flags));

        byte[] response = Ask(Pipeline(_cache), Query.Octets("www.example.", flags: flags), IPAddress.Parse("203.0.113.1"));

        Assert.Equal(Rcode.Refused, DnsMessage.Parse(response).Rcode);
        Assert.Equal(0, _counters.Read(ServerCounter.FastAnswers));
    }

    [Fact]
    public void A_layer_over_the_memory_is_never_passed_by()
    {
        QueryPipeline pipeline = Pipeline(new Layer(_cache));
        Ask(pipeline, Query.Octets("www.example."));

        Ask(pipeline, Query.Octets("www.example."));

        Assert.Equal(0, _counters.Read(ServerCounter.FastAnswers));
    }

    [Fact]
    public void A_memory_that_throws_costs_nobody_the_answer()
    {
        byte[] response = Ask(Pipeline(new BrokenMemory(_upstream)), Query.Octets("www.example."));

        Assert.Equal(Rcode.NoError, DnsMessage.Parse(response).Rcode);
        Assert.Equal(0, _counters.Read(ServerCounter.FastAnswers));
    }

    [Fact]
    public void Mutated_queries_get_the_same_octets_as_on_the_whole_way()
    {
        DnsServerOptions options = new() { Identity = "me", Version = "v" };
        QueryPipeline fast = Pipeline(_cache, options);
        QueryPipeline whole = Pipeline(new Layer(_cache), options);
        byte[][] corpus = [.. Corpus(), .. new HostileQueries().Select(row => (byte[])row[1])];
        Random random = new(Seed);

        for (int run = 0; run < Runs; run++)
        {
            byte[] query = QueryFuzzTests.Mutate(corpus[random.Next(corpus.Length)], random);
            Ask(whole, query);
            byte[] expected = Ask(whole, query);
            byte[] actual = Ask(fast, query);

            // What is cut may be cut at another place.
            bool isCut = expected.Length > 2 && (expected[2] & 2) != 0;
            Assert.True(isCut ? (actual[2] & 2) != 0 : expected.AsSpan().SequenceEqual(actual), $"seed {Seed}, run {run}: {Convert.ToHexString(query)}");
        }

        Assert.InRange(_counters.Read(ServerCounter.FastAnswers), Runs / 10, Runs);
    }

    private static IEnumerable<byte[]> Corpus()
    {
        EdnsRecord[] edns =
        [
            EdnsRecord.Default,
            EdnsRecord.Default with { DnssecOk = true },
            EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.Nsid, default), new UnknownOption(EdnsOptionCode.TcpKeepalive, default)] },
            EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.ClientSubnet, new byte[] { 0, 1, 8, 0, 10 })] },
        ];
        DnsFlags[] flags = [DnsFlags.None, DnsFlags.RD, DnsFlags.RD | DnsFlags.AD, DnsFlags.RD | DnsFlags.CD];
        string[] names = ["www.example.", "bad.example.", "no.example."];
        return from name in names
               from flag in flags
               from record in edns.Append(null)
               from type in (DnsType[])[DnsType.A, DnsType.TXT]
               select Query.Octets(name, type, flags: flag, edns: record);
    }

    private static DnsResponse Respond(DnsRequest request)
    {
        DomainName name = request.Question.GetValueOrDefault().Name;
        SoaData soa = new(DomainName.Parse("ns.example."), DomainName.Parse("admin.example."), 1, 1, 1, 1, 60);
        return name.ToString()[0] switch
        {
            'b' or 'B' => FakeTransport.Respond(request, DnsFlags.RA, static records => { }, Rcode.ServFail).With(new ExtendedError(ExtendedErrorCode.NotReady, "not yet")),
            'n' or 'N' => FakeTransport.Respond(request, DnsFlags.RA, records => records.Add(DnsSection.Authority, DomainName.Root, soa), Rcode.NxDomain),
            _ when request.Question?.Type == DnsType.TXT => FakeTransport.Respond(
                request, DnsFlags.RA, records => Enumerable.Range(0, 3).ToList().ForEach(i => records.Add(DnsSection.Answer, name, new TxtData([Enumerable.Repeat((byte)i, 250).ToArray()])))),
            _ => FakeTransport.OneAddress(request),
        };
    }

    private QueryPipeline Pipeline(IDnsTransport transport, DnsServerOptions? options = null) =>
        new(transport, options ?? new DnsServerOptions(), new TransportServices { TimeProvider = new ManualTimeProvider() }, _counters);

    private byte[] Ask(QueryPipeline pipeline, byte[] query, IPAddress? client = null)
    {
        QueryOutcome outcome = pipeline.Begin(query, new ClientAddress(new IPEndPoint(client ?? IPAddress.Loopback, 1), DnsProtocol.Udp), TimeSpan.Zero, _reply);
        Assert.Null(outcome.Pending);
        return _reply[..outcome.Length];
    }

    /// <summary>Passes everything on; as a block list would stand there.</summary>
    private sealed class Layer(IDnsTransport inner) : DelegatingDnsTransport(inner);

    private sealed class BrokenMemory(IDnsTransport inner) : DelegatingDnsTransport(inner), IDnsFastPath
    {
        public bool TryAnswer(in WireQuery query, Span<byte> destination, out FastAnswer answer) => throw new InvalidOperationException();
    }
}
