using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Work and memory for hostile messages: <c>docs/threats.md</c> C1, C2 and C4. Steps are counted; the benchmarks say what they cost.</summary>
[Rfc(9267, "2")]
public sealed class HostileMessageTests
{
    public static TheoryData<string> Names => [.. HostileMessages.All.Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pointers_cost_no_more_steps_than_the_budget_of_the_message(string name)
    {
        byte[] message = Octets(name);

        MessageValidator.TryValidate(message, out _, out _, out int steps);

        Assert.InRange(message.Length, 16_000, 65_535);
        Assert.InRange(steps, 0, WireScan.MaxSteps + 127);
    }

    [Fact]
    public void Some_message_uses_the_budget_up()
    {
        byte[] message = Octets("127 labels behind every name, in one slot of the memo");

        Assert.False(MessageValidator.TryValidate(message, out _, out FormatError error, out int steps));
        Assert.Equal(FormatErrorKind.PointerBudget, error.Kind);
        Assert.InRange(steps, WireScan.MaxSteps, WireScan.MaxSteps + 127);
    }

    [Fact]
    [Rfc(3596, "2.5")]
    public void A_full_message_of_a_reverse_zone_needs_half_the_budget()
    {
        // 32 labels to walk behind each owner, and a memo that is overrun by the names between.
        MessageOctets message = new(answers: 2300);
        message.Name(string.Concat(Enumerable.Repeat("0.", 32)) + "ip6.arpa.").Data(Registries.DnsType.PTR, [4, .. "host"u8, 7, .. "example"u8, 0]);
        for (int i = 1; i < 2300; i++)
        {
            message.Label("f").Pointer(14 + (i % 8 * 2)).Data(Registries.DnsType.PTR, [4, .. "host"u8, 7, .. "example"u8, 0]);
        }

        Assert.True(MessageValidator.TryValidate(message.ToArray(), out _, out _, out int steps));
        Assert.InRange(steps, 0, WireScan.MaxSteps / 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reading_every_record_takes_at_most_64_octets_for_each_one_sent(string name)
    {
        byte[] octets = Octets(name);
        long before = GC.GetAllocatedBytesForCurrentThread();

        if (DnsMessage.TryParse(octets, out DnsMessage? message, out _))
        {
            _ = message.Edns;
            _ = message.ReadRecords(DnsSection.Answer);
            _ = message.ReadRecords(DnsSection.Additional);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 * octets.Length) + 1024);
    }

    [Fact]
    public void Counts_that_lie_allocate_nothing()
    {
        byte[] message = HostileMessages.CountsThatLie();
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool isGood = DnsMessage.TryParse(message, out _, out _);

        Assert.False(isGood);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static byte[] Octets(string name) => HostileMessages.All.Single(message => message.Name == name).Octets;
}
