using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Transfers;

/// <summary>Servers that lie, break off, or do not know the rules: each ends in an error that says which, never in an end.</summary>
public sealed class BrokenTransferTests
{
    private static readonly DnsRequest Axfr = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);
    private static readonly DnsRequest Ixfr = ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, 3);

    [Theory]
    [InlineData("a | soa 1", "the first record is no SOA")]
    [InlineData("soa 1 | a | soa 2", "the last SOA is not the first one")]
    [InlineData("soa 1 | a | example.com. 3600 IN SOA ns.example.com. evil.example.com. 1 7200 3600 1209600 300", "the last SOA is not the first one")]
    [InlineData("soa 1 | a | soa 1 | b", "records follow the last SOA")]
    [InlineData("soa 1 | x.example.org. 300 IN A 192.0.2.1 | soa 1", "a record is not in the zone")]
    [InlineData("soa 1 | com. 300 IN NS a.example.com. | soa 1", "a record is not in the zone")]
    [InlineData("soa 1 | notexample.com. 300 IN A 192.0.2.1 | soa 1", "a record is not in the zone")]
    [InlineData("soa 1 | b.example.com. 300 CH TXT x | soa 1", "a record has class CH")]
    [InlineData("soa 1 | sub.example.com. 300 IN SOA a. b. 1 2 3 4 5 | soa 1", "a SOA record is not the zone's")]
    [InlineData("soa 1 | a.example.com. 300 IN TYPE255 \\# 0 | soa 1", "a record of type ANY is not zone data")]
    [InlineData("soa 1 | a || ", "a message held no records")]
    [InlineData("", "a message held no records")]
    [Rfc(5936, "2.2")]
    public Task A_whole_zone_that_breaks_the_rules(string messages, string detail) => FailsAsync(Axfr, messages, TransferFailure.Malformed, detail);

    [Theory]
    [InlineData("soa 5 | soa 2 | a | soa 5 | b | soa 5", "a difference starts from serial 2, not from 3")]
    [InlineData("soa 5 | soa 3 | a | soa 4 | b | soa 5", "a difference starts from serial 5, not from 4")]
    [InlineData("soa 5 | soa 3 | a | soa 2 | b | soa 5", "a difference leads to a serial that is not newer")]
    [InlineData("soa 5 | soa 3 | a | soa 5 | b | soa 6", "the last SOA is not the first one")]
    [InlineData("soa 5 | soa 3 | soa 5 | soa 5 | a", "records follow the last SOA")]
    [InlineData("soa 5 | soa 3 | example.com. 1 IN SOA lie. lie. 5 1 1 1 1 | soa 5", "the last SOA is not the first one")]
    [InlineData("soa 5 | soa 3 | x.example.org. 300 IN A 192.0.2.1 | soa 5 | soa 5", "a record is not in the zone")]
    [Rfc(1995, "4")]
    public Task Differences_that_break_the_rules(string messages, string detail) => FailsAsync(Ixfr, messages, TransferFailure.Malformed, detail);

    [Theory]
    [InlineData(DnsFlags.QR | DnsFlags.TC, "a message was truncated")]
    [InlineData(DnsFlags.AA, "a message is no response to a query")]
    public Task Flags_that_no_message_has(DnsFlags flags, string detail) =>
        FailsAsync(new ScriptedTransfer(ScriptedTransfer.Message(Axfr, [ScriptedTransfer.Record("soa 1"), ScriptedTransfer.Record("soa 1")], flags: flags)), Axfr, TransferFailure.Malformed, detail);

    [Fact]
    [Rfc(5936, "2.2.1")]
    public async Task Another_question_in_the_first_message_or_a_later_one()
    {
        DnsQuestion other = new(Nomen.Dns.Names.DomainName.Parse("example.org."), DnsType.AXFR, DnsClass.IN);
        DnsMessage foreign = ScriptedTransfer.Message(Axfr, [ScriptedTransfer.Record("soa 1")], question: other);
        DnsMessage mute = ScriptedTransfer.Message(Axfr, [ScriptedTransfer.Record("soa 1")], hasQuestion: false);

        await FailsAsync(new ScriptedTransfer(foreign), Axfr, TransferFailure.Malformed, "another question");
        await FailsAsync(new ScriptedTransfer(mute), Axfr, TransferFailure.Malformed, "another question");
        await FailsAsync(new ScriptedTransfer(ScriptedTransfer.Message(Axfr, "soa 1"), foreign), Axfr, TransferFailure.Malformed, "another question");
    }

    [Fact]
    [Rfc(5936, "2.2")]
    public Task Records_in_the_authority_section() =>
        FailsAsync(
            new ScriptedTransfer(ScriptedTransfer.Message(Axfr, [ScriptedTransfer.Record("soa 1"), ScriptedTransfer.Record("soa 1")], authority: ScriptedTransfer.Record("a"))),
            Axfr,
            TransferFailure.Malformed,
            "authority section");

    [Theory]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.NotAuth)]
    [Rfc(5936, "2.2.1")]
    public async Task An_error_instead_of_the_zone_is_a_refusal_with_its_code(Rcode rcode)
    {
        TransferException e = await FailsAsync(new ScriptedTransfer(ScriptedTransfer.Message(Axfr, [], rcode)), Axfr, TransferFailure.Refused, "the server answers");

        Assert.Equal(rcode, e.Rcode);
        Assert.Equal(ScriptedTransfer.Zone, e.Zone);
    }

    [Fact]
    public async Task An_error_in_the_middle_makes_it_incomplete()
    {
        ScriptedTransfer transport = new(ScriptedTransfer.Message(Axfr, "soa 1 | a"), ScriptedTransfer.Message(Axfr, [], Rcode.ServFail));

        TransferException e = await FailsAsync(transport, Axfr, TransferFailure.Incomplete, "ServFail");

        Assert.Equal(Rcode.ServFail, e.Rcode);
    }

    [Fact]
    public async Task A_failure_of_the_transport_before_the_first_message_is_its_own()
    {
        ScriptedTransfer transport = new() { Failure = new TransportError(TransportFailure.ConnectionRefused).ToException() };

        await Assert.ThrowsAsync<DnsTransportException>(() => ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone)));
    }

    [Fact]
    public async Task A_failure_of_the_transport_later_makes_it_incomplete()
    {
        ScriptedTransfer transport = new(ScriptedTransfer.Message(Axfr, "soa 1 | a")) { Failure = new TransportError(TransportFailure.ConnectionClosed).ToException() };

        TransferException e = await FailsAsync(transport, Axfr, TransferFailure.Incomplete, "2 records");

        Assert.IsType<DnsTransportException>(e.InnerException);
    }

    [Fact]
    public async Task A_signature_that_does_not_hold_is_not_disguised()
    {
        ScriptedTransfer transport = new(ScriptedTransfer.Message(Axfr, "soa 1 | a")) { Failure = new TsigException(Rcode.BadVers, "bad") };

        await Assert.ThrowsAsync<TsigException>(() => ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone)));
    }

    private static Task<TransferException> FailsAsync(DnsRequest request, string messages, TransferFailure failure, string detail) =>
        FailsAsync(ScriptedTransfer.Of(request, messages), request, failure, detail);

    private static async Task<TransferException> FailsAsync(ScriptedTransfer transport, DnsRequest request, TransferFailure failure, string detail)
    {
        IAsyncEnumerable<TransferEvent> events = request.Question!.Value.Type == DnsType.IXFR
            ? ZoneTransfer.IxfrAsync(transport, ScriptedTransfer.Zone, 3)
            : ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone);
        TransferException e = await Assert.ThrowsAsync<TransferException>(() => ScriptedTransfer.WordsAsync(events));

        Assert.Equal(failure, e.Failure);
        Assert.Contains(detail, e.Message, StringComparison.Ordinal);
        Assert.True(transport.IsClosed);
        return e;
    }
}
