using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching;

/// <summary>The story of one request: hit, miss, what the asker gets.</summary>
public sealed class CacheTransportTests
{
    [Fact]
    public void The_same_question_again_is_answered_from_memory()
    {
        var world = new CacheWorld();
        world.Ask();

        DnsResponse again = world.Ask();

        Assert.Equal(1, world.AskedUpstream);
        Assert.Equal(AnswerSource.Cache, again.Source);
        Assert.Equal(["www.example. 300 IN A 192.0.2.1"], CacheWorld.Records(again.Message));
    }

    [Fact]
    public void A_hit_completes_at_once()
    {
        var world = new CacheWorld();
        world.Ask();

        ValueTask<DnsResponse> hit = world.Cache.SendAsync(CacheWorld.Request());

        Assert.True(hit.IsCompletedSuccessfully);
    }

    [Fact]
    [Rfc(1035, "6.1.3")]
    public void TTLs_count_down_in_whole_seconds()
    {
        var world = new CacheWorld();
        world.Ask();

        world.Pass(100.9);

        Assert.Equal([200u], CacheWorld.Ttls(world.Ask().Message));
    }

    [Fact]
    public void At_the_end_of_its_TTL_an_answer_is_asked_for_again()
    {
        var world = new CacheWorld();
        world.Ask();
        world.Pass(299.9);
        world.Ask();

        world.Pass(0.1);
        world.Ask();

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public void The_lowest_TTL_of_all_sections_counts()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(
            request,
            answers: "www.example. 300 IN A 192.0.2.1",
            authority: "example. 200 IN NS ns.example.",
            additional: "ns.example. 100 IN A 192.0.2.2");
        world.Ask();

        world.Pass(99);
        uint[] ttls = CacheWorld.Ttls(world.Ask().Message);
        world.Pass(1);
        world.Ask();

        Assert.Equal([201u, 101u, 1u], ttls);
        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    [Rfc(4343, "3")]
    public void Letter_case_makes_no_difference_and_each_asker_gets_its_own()
    {
        var world = new CacheWorld();
        world.Ask("www.example");

        DnsResponse again = world.Ask("WWW.Example");

        Assert.Equal(1, world.AskedUpstream);
        Assert.Equal("WWW.Example.", again.Message.Question!.Value.Name.ToString());
    }

    [Fact]
    public void A_hit_has_no_AA_no_ID_and_no_OPT_of_the_upstream()
    {
        var world = new CacheWorld();
        EdnsRecord edns = EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.Cookie, new byte[16])] };
        world.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.AA | DnsFlags.RA, answers: "www.example. 300 IN A 192.0.2.1", edns: edns);
        DnsResponse first = world.Ask();

        DnsResponse again = world.Ask();

        Assert.True((first.Message.Flags & DnsFlags.AA) != 0);
        Assert.Equal(DnsFlags.QR | DnsFlags.RA | DnsFlags.RD, again.Message.Flags);
        Assert.Equal(0, again.Message.Id);
        Assert.Empty(again.Message.Edns!.Options);
    }

    [Fact]
    [Rfc(6891, "6.1.1")]
    public void Who_forbids_EDNS_gets_no_OPT_from_memory()
    {
        var world = new CacheWorld();
        world.Ask();

        DnsResponse again = world.Ask(CacheWorld.Request().With((EdnsRecord?)null));

        Assert.Equal(1, world.AskedUpstream);
        Assert.Null(again.Message.Edns);
    }

    [Fact]
    [Rfc(8914, "2")]
    public void Extended_errors_stay_with_the_answer()
    {
        var world = new CacheWorld();
        EdnsRecord edns = EdnsRecord.Default with { Options = [new ExtendedError(ExtendedErrorCode.StaleAnswer, "old")] };
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example. 300 IN A 192.0.2.1", edns: edns)
            .With(new ExtendedError(ExtendedErrorCode.NetworkError));
        world.Ask();

        DnsResponse again = world.Ask();

        Assert.Equal([ExtendedErrorCode.StaleAnswer, ExtendedErrorCode.NetworkError], again.ExtendedErrors.Select(error => error.InfoCode));
        Assert.Equal("old", again.Message.Edns!.Find<ExtendedError>()!.Text);
    }

    [Fact]
    [Rfc(8914, "2")]
    public void An_extended_error_that_two_layers_tell_is_kept_once()
    {
        var world = new CacheWorld();
        ExtendedError error = new(ExtendedErrorCode.StaleAnswer, "old");
        EdnsRecord edns = EdnsRecord.Default with { Options = [error] };
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 300 IN A 192.0.2.1", edns: edns).With(error);
        world.Ask();

        DnsResponse again = world.Ask();

        Assert.Equal(error, Assert.Single(again.ExtendedErrors));
        Assert.Single(again.Message.Edns!.Options.OfType<ExtendedError>());
    }

    [Fact]
    public void The_status_that_a_validator_found_stays_with_the_answer()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example. 300 IN A 192.0.2.1")
            .With(new ResponseValidation(SecurityStatus.Secure, []));
        world.Ask();

        Assert.Equal(SecurityStatus.Secure, world.Ask().Security);
    }

    [Theory]
    [InlineData(DnsType.ANY)]
    [InlineData(DnsType.MAILA)]
    [InlineData(DnsType.TKEY)]
    [Rfc(8482, "4")]
    public void Types_that_are_no_data_go_round_the_cache(DnsType type)
    {
        var world = new CacheWorld();
        world.Ask("www.example", type);

        world.Ask("www.example", type);

        Assert.Equal(2, world.AskedUpstream);
        Assert.Equal(0, world.Cache.Statistics.Misses);
    }

    [Fact]
    public void Other_opcodes_and_classes_and_signed_requests_go_round_the_cache()
    {
        var world = new CacheWorld();
        DnsRequest[] requests =
        [
            new(new DnsQuestion(CacheWorld.Request().Question!.Value.Name, DnsType.SOA)) { Opcode = Opcode.Notify },
            DnsRequest.Query("version.server", DnsType.TXT, DnsClass.CH),
            CacheWorld.Request().With(EdnsRecord.Default.With(new ClientSubnetOption(System.Net.IPAddress.Parse("192.0.2.0"), 24))),
        ];

        foreach (DnsRequest request in requests)
        {
            world.Ask(request);
            world.Ask(request);
        }

        Assert.Equal(6, world.AskedUpstream);
    }

    [Fact]
    public void The_fast_path_answers_what_is_in_memory_and_nothing_else()
    {
        var world = new CacheWorld();

        Assert.Null(world.AskFast());
        world.Ask();
        DnsMessage answer = world.AskFast(CacheWorld.Request("WWW.example"))!;

        Assert.Equal(77, answer.Id);
        Assert.Equal("WWW.example.", answer.Question!.Value.Name.ToString());
        Assert.Equal(["WWW.example. 300 IN A 192.0.2.1"], CacheWorld.Records(answer));
        Assert.Null(answer.Edns);
        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.Timeout))]
    public void Timeout_is_the_deadline_of_a_question_to_the_upstream()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, Timeout = TimeSpan.FromSeconds(7) });

        world.Ask();

        Assert.Equal(TimeSpan.FromSeconds(7), world.Upstream.Asked[0].Context!.Remaining);
    }

    [Fact]
    public async Task Disposing_disposes_what_is_underneath_and_may_be_done_twice()
    {
        var upstream = new CacheUpstream();
        var cache = new CacheTransport(upstream);

        await cache.DisposeAsync();
        await cache.DisposeAsync();

        Assert.True(upstream.IsDisposed);
        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(async () => await cache.SendAsync(CacheWorld.Request()));
        Assert.Equal(TransportFailure.Disposed, error.Failure);
    }
}
