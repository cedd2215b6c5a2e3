using Nomen.Client.Streams;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Streams;

/// <summary>Where transfers end. A row gives messages, separated by bars, of records: a SOA with its serial, or another record.</summary>
public sealed class TransferFramingTests
{
    [Theory]
    [InlineData("soa 1, a, ns, soa 1", "Last")]
    [InlineData("soa 1, soa 1", "Last")]
    [InlineData("soa 1 | a | ns | soa 1", "More More More Last")]
    [InlineData("soa 1, a | a, soa 1", "More Last")]
    [InlineData("soa 1 | soa 1", "More Last")]
    [InlineData("a, soa 1", "Broken")]
    [InlineData("soa 1, a, soa 2", "Broken")]
    [InlineData("soa 1, a, soa 1, a", "Broken")]
    [InlineData("", "Broken")]
    [InlineData("soa 1, a |", "More Broken")]
    [Rfc(5936, "2.2")]
    public void AXFR_goes_from_a_SOA_to_the_same_SOA(string messages, string steps)
    {
        var framing = new TransferFraming(Replies.Ask(type: DnsType.AXFR));

        Assert.Equal(steps, StepsOf(framing, messages));
    }

    [Theory]
    [InlineData("soa 5, soa 3, a, soa 5, a, soa 5", "Last")]
    [InlineData("soa 5, soa 3, a, soa 4, a, soa 4, a, soa 5, a, soa 5", "Last")]
    [InlineData("soa 5, soa 3 | a, soa 5 | a | soa 5", "More More More Last")]
    [InlineData("soa 5, soa 3, soa 5, soa 5", "Last")]
    [InlineData("soa 5, soa 3, a, soa 5, a, soa 5, a", "Broken")]
    [InlineData("soa 5, a, ns, soa 5", "Last")]
    [InlineData("soa 5, soa 5", "Last")]
    [InlineData("a", "Broken")]
    [Rfc(1995, "4")]
    public void IXFR_is_differences_or_a_whole_zone(string messages, string steps)
    {
        var framing = new TransferFraming(Replies.AskIxfr(3));

        Assert.Equal(steps, StepsOf(framing, messages));
    }

    [Theory]
    [InlineData(5, "soa 5", "Last")]
    [InlineData(6, "soa 5", "Last")]
    [InlineData(3, "soa 5", "More")]
    [InlineData(3, "soa 5 | soa 3, a, soa 5, a, soa 5", "More Last")]
    [InlineData(3, "soa 5 | a, soa 5", "More Last")]
    [InlineData(4294967295, "soa 1", "More")]
    [InlineData(1, "soa 4294967295", "Last")]
    [Rfc(1995, "2")]
    [Rfc(1982, "3.2")]
    public void A_SOA_alone_means_up_to_date_only_when_it_is_not_newer(uint clientSerial, string messages, string steps)
    {
        var framing = new TransferFraming(Replies.AskIxfr(clientSerial));

        Assert.Equal(steps, StepsOf(framing, messages));
    }

    [Fact]
    public void An_error_is_the_last_message()
    {
        var framing = new TransferFraming(Replies.Ask(type: DnsType.AXFR));
        byte[] refused = Replies.To(Replies.Query(DnsType.AXFR), Rcode.Refused);

        Assert.Equal(ReplyStep.Last, framing.Handle(DnsMessageView.Parse(refused)));
    }

    [Fact]
    public void A_truncated_message_breaks_it()
    {
        var framing = new TransferFraming(Replies.Ask(type: DnsType.AXFR));
        byte[] truncated = Replies.Zone(Replies.Query(DnsType.AXFR), "soa 1");
        truncated[2] |= 2;

        Assert.Equal(ReplyStep.Broken, framing.Handle(DnsMessageView.Parse(truncated)));
        Assert.Contains("truncated", framing.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_SOA_of_another_zone_breaks_it()
    {
        var framing = new TransferFraming(Replies.Ask("other.example.", DnsType.AXFR));

        Assert.Equal(ReplyStep.Broken, framing.Handle(DnsMessageView.Parse(Replies.Zone(Replies.Query(DnsType.AXFR), "soa 1"))));
    }

    private static string StepsOf(TransferFraming framing, string messages) =>
        string.Join(' ', messages.Split('|').Select(message => framing.Handle(DnsMessageView.Parse(Replies.Zone(Replies.Query(DnsType.AXFR), message.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))))));
}
