using System.Net;
using Nomen.Client.Https;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>What goes to the server.</summary>
public sealed class HttpsRequestTests
{
    [Fact]
    [Rfc(8484, "4.1")]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.Method))]
    public async Task POST_has_the_message_as_its_body_with_the_media_type()
    {
        using ScriptedDoh doh = new(options: new() { Method = DohMethod.Post });

        await doh.AskAsync();

        Assert.Equal(("POST", "https://dns.test/dns-query", "application/dns-message"), (doh.Seen.Method, doh.Seen.Uri.AbsoluteUri, doh.Seen.ContentType));
        Assert.Equal(Replies.Ask().Question, DnsMessage.Parse(doh.Seen.Body).Question);
    }

    [Fact]
    [Rfc(8484, "4.1")]
    public async Task GET_the_default_has_the_message_in_the_URI_and_no_body()
    {
        using ScriptedDoh doh = new();

        await doh.AskAsync();

        Assert.Equal(("GET", null), (doh.Seen.Method, doh.Seen.ContentType));
        Assert.Equal(Replies.Ask().Question, DnsMessage.Parse(doh.Seen.Message).Question);
    }

    [Fact]
    [Rfc(8484, "4.1")]
    public async Task Says_which_media_type_it_takes()
    {
        using ScriptedDoh doh = new();

        await doh.AskAsync();

        Assert.Equal("application/dns-message", doh.Seen.Accept);
    }

    [Theory]
    [InlineData(DohMethod.Get)]
    [InlineData(DohMethod.Post)]
    [Rfc(8484, "4.1")]
    public async Task Equal_requests_are_equal_on_the_wire_with_ID_0_so_that_a_cache_knows_them(DohMethod method)
    {
        using ScriptedDoh doh = new(options: new() { Method = method });

        await doh.AskAsync(Replies.Ask("some.name.example."));
        await doh.AskAsync(Replies.Ask("some.name.example."));

        Assert.Equal(0, DnsMessage.Parse(doh.Handler.Seen[0].Message).Id);
        Assert.Equal(doh.Handler.Seen[0].Message, doh.Handler.Seen[1].Message);
        Assert.Equal(doh.Handler.Seen[0].Uri, doh.Handler.Seen[1].Uri);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(300)]
    [Rfc(8467, "4.1")]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.PaddingBlock))]
    public async Task Requests_are_padded_to_a_multiple_of_the_block(int block)
    {
        using ScriptedDoh doh = new(options: new() { PaddingBlock = block });

        await doh.AskAsync(Replies.Ask("a.example."));
        await doh.AskAsync(Replies.Ask("a.rather.longer.name.example."));

        Assert.All(doh.Handler.Seen, seen => Assert.Equal(block, seen.Message.Length));
    }

    [Fact]
    public async Task Padding_is_128_octets_by_default_and_none_when_switched_off()
    {
        using ScriptedDoh padded = new();
        using ScriptedDoh bare = new(options: new() { PaddingBlock = 0 });

        await padded.AskAsync();
        await bare.AskAsync();

        Assert.Equal(128, padded.Seen.Message.Length);
        Assert.True(bare.Seen.Message.Length < 60);
    }

    [Fact]
    public async Task Neither_a_request_without_OPT_nor_one_over_plain_http_is_padded()
    {
        using ScriptedDoh doh = new();
        using ScriptedDoh plain = new(template: "http://dns.test/dns-query");

        await doh.AskAsync(Replies.Ask().With((EdnsRecord?)null));
        await plain.AskAsync();

        Assert.False(DnsMessage.Parse(doh.Seen.Message).View.HasEdns);
        Assert.True(doh.Seen.Message.Length < 60);
        Assert.True(plain.Seen.Message.Length < 60);
    }

    [Fact]
    public async Task Asks_for_HTTP_2_and_takes_less()
    {
        using ScriptedDoh doh = new();

        await doh.AskAsync();

        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (doh.Seen.Version, doh.Seen.Policy));
    }

    [Theory]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionExact)]
    [InlineData("3.0", HttpVersionPolicy.RequestVersionOrHigher)]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.Version))]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.VersionPolicy))]
    public async Task Asks_for_the_version_and_the_policy_that_are_set(string version, HttpVersionPolicy policy)
    {
        using ScriptedDoh doh = new(options: new() { Version = Version.Parse(version), VersionPolicy = policy });

        await doh.AskAsync();

        Assert.Equal((Version.Parse(version), policy), (doh.Seen.Version, doh.Seen.Policy));
    }

    [Fact]
    [Rfc(9113, "3.3")]
    public async Task Over_plain_http_the_version_is_used_from_the_start_as_nothing_negotiates()
    {
        using ScriptedDoh doh = new(template: "http://dns.test/dns-query");

        await doh.AskAsync();

        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), (doh.Seen.Version, doh.Seen.Policy));
    }

    [Fact]
    public async Task A_long_request_is_sent_whole()
    {
        DnsRequest update = new(Replies.Ask().Question!.Value)
        {
            Opcode = Opcode.Update,
            AuthorityRecords = [Replies.Record("x.example.com.", (DnsType)65280, new byte[30_000])],
        };
        using ScriptedDoh doh = new();

        await doh.AskAsync(update);

        Assert.Single(DnsMessage.Parse(doh.Seen.Message).ReadRecords(DnsSection.Authority));
    }

    [Fact]
    public async Task Zone_transfers_are_refused()
    {
        using ScriptedDoh doh = new();

        await Assert.ThrowsAsync<ArgumentException>(() => doh.AskAsync(Replies.Ask(type: DnsType.AXFR)));
        Assert.Empty(doh.Handler.Seen);
    }
}
