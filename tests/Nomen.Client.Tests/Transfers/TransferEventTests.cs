using Nomen.Client.Transfers;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Transfers;

/// <summary>What transfers mean. A row gives messages, separated by double bars, of records separated by bars.</summary>
public sealed class TransferEventTests
{
    [Theory]
    [InlineData("soa 1 | a | b | soa 1", "Full 1, +soa1, +a, +b, end 1")]
    [InlineData("soa 1 || a || b | soa 1", "Full 1, +soa1, +a, +b, end 1")]
    [InlineData("soa 1 || soa 1", "Full 1, +soa1, end 1")]
    [InlineData("soa 1 | a | a | soa 1", "Full 1, +soa1, +a, +a, end 1")]
    [InlineData("soa 1 | a || a || soa 1", "Full 1, +soa1, +a, +a, end 1")]
    [Rfc(5936, "2.2")]
    public async Task AXFR_is_a_whole_zone(string messages, string events)
    {
        DnsRequest request = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);

        string happened = await ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(ScriptedTransfer.Of(request, messages), "example.com"));

        Assert.Equal(events, happened);
    }

    [Theory]
    [InlineData("soa 5 | soa 3 | a | soa 5 | b | soa 5", "Incremental 5, -soa3, -a, +soa5, +b, end 5")]
    [InlineData("soa 5 | soa 3 | a | soa 4 | b | soa 4 | b | soa 5 | c | soa 5", "Incremental 5, -soa3, -a, +soa4, +b, -soa4, -b, +soa5, +c, end 5")]
    [InlineData("soa 5 || soa 3 || a | soa 5 || b || soa 5", "Incremental 5, -soa3, -a, +soa5, +b, end 5")]
    [InlineData("soa 5 | soa 3 | soa 5 | soa 5", "Incremental 5, -soa3, +soa5, end 5")]
    [Rfc(1995, "4")]
    public async Task IXFR_is_differences_in_order(string messages, string events)
    {
        Assert.Equal(events, await IxfrAsync(3, messages));
    }

    [Theory]
    [InlineData("soa 5 | a | b | soa 5", "Full 5, +soa5, +a, +b, end 5")]
    [InlineData("soa 5 || a | soa 5", "Full 5, +soa5, +a, end 5")]
    [InlineData("soa 5 | soa 5", "Full 5, +soa5, end 5")]
    [Rfc(1995, "4")]
    public async Task IXFR_may_be_a_whole_zone_and_the_beginning_says_so(string messages, string events)
    {
        Assert.Equal(events, await IxfrAsync(3, messages));
    }

    [Theory]
    [InlineData(5, "soa 5", "UpToDate 5, end 5")]
    [InlineData(6, "soa 5", "UpToDate 5, end 5")]
    [InlineData(3, "soa 4294967295", "UpToDate 4294967295, end 4294967295")]
    [Rfc(1995, "2")]
    [Rfc(1982, "3.2")]
    public async Task A_SOA_that_is_not_newer_means_up_to_date(uint since, string messages, string events)
    {
        Assert.Equal(events, await IxfrAsync(since, messages));
    }

    [Fact]
    public async Task The_request_tells_the_version_in_the_authority_section()
    {
        ScriptedTransfer transport = ScriptedTransfer.Of(ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, 7), "soa 7");

        await ScriptedTransfer.WordsAsync(ZoneTransfer.IxfrAsync(transport, ScriptedTransfer.Zone, new Nomen.Dns.Records.SoaData(ScriptedTransfer.Zone, ScriptedTransfer.Zone, 7, 1, 2, 3, 4)));

        Nomen.Dns.Records.ResourceRecord soa = Assert.Single(transport.Request!.AuthorityRecords);
        Assert.Equal(7U, Assert.IsType<Nomen.Dns.Records.SoaData>(soa.Data).Serial);
        Assert.Equal(ScriptedTransfer.Zone, soa.Owner);
    }

    [Fact]
    [Rfc(5936, "2.2.1")]
    public async Task Later_messages_may_leave_the_question_out()
    {
        DnsRequest request = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);
        ScriptedTransfer transport = new(
            ScriptedTransfer.Message(request, "soa 1 | a"),
            ScriptedTransfer.Message(request, [ScriptedTransfer.Record("soa 1")], hasQuestion: false));

        Assert.Equal("Full 1, +soa1, +a, end 1", await ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone)));
    }

    [Fact]
    public async Task Names_differ_in_case_as_they_like()
    {
        DnsRequest request = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);
        ScriptedTransfer transport = ScriptedTransfer.Of(request, "soa 1 | A.EXAMPLE.com. 1 IN A 192.0.2.1 | EXAMPLE.COM. 9 IN SOA NS.example.com. host.EXAMPLE.com. 1 7200 3600 1209600 300");

        Assert.Equal("Full 1, +soa1, +A, end 1", await ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone)));
    }

    [Fact]
    public async Task The_summary_counts()
    {
        DnsRequest request = ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);
        ScriptedTransfer transport = ScriptedTransfer.Of(request, "soa 1 | a || b | soa 1");
        TransferSummary? summary = null;

        await foreach (TransferMessage message in ZoneTransfer.ReadAsync(transport, request))
        {
            Assert.Null(summary);
            summary = message.Summary;
        }

        Assert.Equal((TransferForm.Full, 1U, 4L, 2L), (summary!.Form, summary.Serial, summary.Records, summary.Messages));
        Assert.Equal(ScriptedTransfer.Message(request, "soa 1 | a").Length + ScriptedTransfer.Message(request, "b | soa 1").Length, summary.Octets);
    }

    [Fact]
    public void Other_requests_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ZoneTransfer.ReadAsync(new ScriptedTransfer(), DnsRequest.Query("example.com", Nomen.Dns.Registries.DnsType.SOA)));
    }

    private static Task<string> IxfrAsync(uint since, string messages) =>
        ScriptedTransfer.WordsAsync(ZoneTransfer.IxfrAsync(ScriptedTransfer.Of(ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, since), messages), ScriptedTransfer.Zone, since));
}
