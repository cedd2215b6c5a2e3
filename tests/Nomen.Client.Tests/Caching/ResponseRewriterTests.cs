using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching;

/// <summary>One stored response, rewritten for one asker.</summary>
public sealed class ResponseRewriterTests
{
    private const string ManyAddresses = "www.example. 300 IN A 192.0.2.1\nwww.example. 300 IN A 192.0.2.2\nwww.example. 300 IN A 192.0.2.3";

    [Theory]
    [InlineData(512, false, 3, 1, 1)]
    [InlineData(100, false, 3, 1, 0)]
    [InlineData(60, true, 0, 0, 0)]
    [Rfc(2181, "9")]
    public void What_does_not_fit_goes_the_additional_section_first_and_without_TC(int size, bool truncated, int answers, int authority, int additional)
    {
        CacheEntry entry = Entry(answers: ManyAddresses, authority: "example. 300 IN NS ns.example.", additional: "ns.example. 300 IN A 192.0.2.9");

        DnsMessage message = Rewrite(entry, size)!;

        Assert.Equal(truncated, message.IsTruncated);
        Assert.Equal((answers, authority, additional), (message.Answers.Count, message.Authority.Count, message.Additional.Count));
    }

    [Fact]
    [Rfc(9471, "3")]
    public void A_referral_without_its_glue_is_truncated()
    {
        CacheEntry entry = Entry(authority: "example. 300 IN NS ns.example.", additional: "ns.example. 300 IN A 192.0.2.9", kind: CacheEntryKind.Delegation);

        Assert.True(Rewrite(entry, size: entry.FullLength - 1)!.IsTruncated);
        Assert.False(Rewrite(entry, size: entry.FullLength)!.IsTruncated);
    }

    [Fact]
    public void Nothing_is_written_when_not_even_the_question_fits()
    {
        CacheEntry entry = Entry(answers: ManyAddresses);

        Assert.Null(Rewrite(entry, size: 28));
        Assert.NotNull(Rewrite(entry, size: 29));
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(1, 299)]
    [InlineData(300, 0)]
    [InlineData(5000, 0)]
    public void TTLs_never_pass_below_zero(uint age, uint shown) =>
        Assert.Equal([shown, shown, shown], CacheWorld.Ttls(Rewrite(Entry(answers: ManyAddresses), 512, age)!));

    [Fact]
    [Rfc(8767, "4")]
    public void A_stale_answer_shows_one_TTL_throughout() =>
        Assert.Equal([30u, 30u, 30u], CacheWorld.Ttls(Rewrite(Entry(answers: ManyAddresses), 512, age: 400, staleTtl: 30)!));

    [Fact]
    public void An_OPT_between_other_records_is_left_out_and_names_stay_whole()
    {
        // additional: OPT first, then a record whose owner is compressed against the authority section.
        CacheEntry entry = Entry(answers: ManyAddresses, authority: "example. 300 IN NS ns.other.test.", additional: "ns.other.test. 300 IN A 192.0.2.9", optFirst: true);

        DnsMessage message = Rewrite(entry, 512)!;

        Assert.Null(message.Edns);
        Assert.Equal(["ns.other.test. 300 IN A 192.0.2.9"], CacheWorld.Records(message, DnsSection.Additional));
    }

    private static CacheEntry Entry(string answers = "", string authority = "", string additional = "", CacheEntryKind kind = CacheEntryKind.Answer, bool optFirst = false)
    {
        DnsRequest request = CacheWorld.Request();
        DnsMessage message = CacheUpstream.Reply(request, answers: answers, authority: authority, additional: additional).Message;
        if (optFirst)
        {
            message = WithOptFirst(message);
        }

        CacheEntryFields fields = new() { Stored = 0, Lifetime = 300, Variant = new CacheVariant(request.Flags, dnssecOk: false), Kind = kind, Code = 0 };
        Assert.True(CacheEntryBuilder.TryBuild(message, DnsType.A, new TtlLimits(86_400, 3600, IsDenial: false), fields, 4096, out CacheEntry entry));
        return entry;
    }

    private static DnsMessage WithOptFirst(DnsMessage message)
    {
        // Only the last record moves, and nothing points into it.
        RecordWalk walk = new(message.Octets.Span);
        while (walk.MoveNext() && walk.Section != DnsSection.Additional)
        {
        }

        byte[] opt = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0];
        byte[] octets = [.. message.Octets.Span[..walk.Start], .. opt, .. message.Octets.Span[walk.Start..]];
        octets[11]++;
        return DnsMessage.Parse(octets);
    }

    private static DnsMessage? Rewrite(CacheEntry entry, int size, uint age = 0, uint staleTtl = 0)
    {
        byte[] destination = new byte[size];
        RewriteTarget target = new() { Flags = DnsFlags.RD, DnssecOk = false, Name = DomainName.Parse("WWW.example").Wire, Age = age, StaleTtl = staleTtl };
        int length = ResponseRewriter.Write(entry, target, destination);
        return length == 0 ? null : DnsMessage.Parse(destination.AsSpan(0, length));
    }
}
