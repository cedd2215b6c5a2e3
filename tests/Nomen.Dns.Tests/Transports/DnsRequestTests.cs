using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Dns.Tests.Transports;

public sealed class DnsRequestTests
{
    private static readonly ResourceRecord Record = new(DomainName.Parse("a."), 60, new AData(IPAddress.Parse("192.0.2.1")));

    [Fact]
    public void A_query_is_recursive_with_EDNS_and_nothing_else()
    {
        DnsRequest request = DnsRequest.Query("example.", DnsType.A);

        Assert.Equal(Opcode.Query, request.Opcode);
        Assert.Equal(DnsFlags.RD, request.Flags);
        Assert.Equal(new DnsQuestion(DomainName.Parse("example."), DnsType.A), request.Question);
        Assert.Same(EdnsRecord.Default, request.Edns);
        Assert.True(request.IsPlainQuery);
        Assert.Null(request.Context);
        Assert.Null(request.Protection);
    }

    [Fact]
    public void With_changes_one_thing_and_keeps_the_rest()
    {
        QueryContext context = new(new ManualTimeProvider(), TimeSpan.FromSeconds(5));
        FakeProtection protection = new(0, 0);
        DnsQuestion question = new(DomainName.Parse("other."), DnsType.MX);

        DnsRequest request = Full().With(question).With(DnsFlags.CD).With((EdnsRecord?)null).With(context).With(protection);

        Assert.Equal((question, DnsFlags.CD, Opcode.Notify), (request.Question!.Value, request.Flags, request.Opcode));
        Assert.Null(request.Edns);
        Assert.Same(context, request.Context);
        Assert.Same(protection, request.Protection);
        Assert.Equal((1, 2, 3), (request.AnswerRecords.Length, request.AuthorityRecords.Length, request.AdditionalRecords.Length));
    }

    [Fact]
    public void With_leaves_the_original_as_it_was()
    {
        DnsRequest original = Full();

        DnsRequest changed = original.With(DnsFlags.CD);

        Assert.NotSame(original, changed);
        Assert.Equal(DnsFlags.RD, original.Flags);
        Assert.NotNull(original.Edns);
    }

    [Theory]
    [InlineData(DnsType.AXFR, false, true)]
    [InlineData(DnsType.IXFR, false, true)]
    [InlineData(DnsType.ANY, true, false)]
    [InlineData(DnsType.SOA, true, false)]
    public void Transfers_are_no_plain_queries(DnsType type, bool isPlain, bool isTransfer)
    {
        DnsRequest request = DnsRequest.Query("example.", type);

        Assert.Equal(isPlain, request.IsPlainQuery);
        Assert.Equal(isTransfer, request.IsTransfer);
    }

    [Fact]
    public void Records_other_opcodes_and_missing_questions_make_no_plain_query()
    {
        DnsQuestion question = new(DomainName.Root, DnsType.A);

        Assert.False(new DnsRequest().IsPlainQuery);
        Assert.False(new DnsRequest(question) { Opcode = Opcode.Notify }.IsPlainQuery);
        Assert.False(new DnsRequest(question) { AnswerRecords = [Record] }.IsPlainQuery);
        Assert.False(new DnsRequest(question) { AuthorityRecords = [Record] }.IsPlainQuery);
        Assert.False(new DnsRequest(question) { AdditionalRecords = [Record] }.IsPlainQuery);
        Assert.False(new DnsRequest(new DnsQuestion(DomainName.Root, DnsType.AXFR)) { Opcode = Opcode.Notify }.IsTransfer);
    }

    [Fact]
    public void Default_arrays_count_as_empty()
    {
        DnsRequest request = new() { AnswerRecords = default, AuthorityRecords = default, AdditionalRecords = default };

        Assert.True(request.AnswerRecords.IsEmpty && request.AuthorityRecords.IsEmpty && request.AdditionalRecords.IsEmpty);
    }

    [Fact]
    public void DO_is_that_of_EDNS()
    {
        DnsRequest request = DnsRequest.Query("example.", DnsType.A);

        Assert.False(request.DnssecOk);
        Assert.True(request.With(EdnsRecord.Default with { DnssecOk = true }).DnssecOk);
        Assert.False(request.With((EdnsRecord?)null).DnssecOk);
    }

    [Fact]
    public void Prints_what_is_asked()
    {
        Assert.Equal("example. IN MX", DnsRequest.Query("example.", DnsType.MX).ToString());
        Assert.StartsWith("Notify example.", Full().ToString(), StringComparison.Ordinal);
    }

    private static DnsRequest Full() => new(new DnsQuestion(DomainName.Parse("example."), DnsType.SOA))
    {
        Opcode = Opcode.Notify,
        AnswerRecords = [Record],
        AuthorityRecords = [Record, Record],
        AdditionalRecords = [Record, Record, Record],
    };
}
