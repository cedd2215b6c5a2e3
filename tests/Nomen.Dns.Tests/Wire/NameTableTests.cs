using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Wire;

/// <summary>What compression costs, counted (docs/threats.md C5): comparisons that found nothing.</summary>
public sealed class NameTableTests
{
    // As in the table: sets, and the bits of the hash that an entry keeps.
    private const int Sets = 512;
    private const int MaxVain = 65;

    private readonly byte[] _buffer = new byte[65535];

    [Fact]
    public void Names_without_a_common_suffix_are_hardly_ever_compared()
    {
        DnsMessageWriter writer = Write(Enumerable.Range(0, 4000).Select(static i => $"{i:x3}"));

        // Two names of 4,000 agree in 25 bits by chance less than once a message.
        Assert.InRange(writer.VainComparisons, 0, 10);
    }

    [Fact]
    public void Names_made_to_collide_are_compared_a_bounded_number_of_times()
    {
        string[] usual = [.. Enumerable.Range(0, 900).Select(static i => $"n{i}")];
        string[] colliding = Colliding(usual, 70);

        DnsMessageWriter writer = Write([.. usual, .. colliding, .. colliding]);

        Assert.InRange(writer.VainComparisons, MaxVain / 2, MaxVain);
        Assert.Equal([.. usual, .. colliding, .. colliding], DnsMessage.Parse(writer.Written).ReadRecords(DnsSection.Answer).Select(static record => record.Owner.ToString()[..^1]));
    }

    private DnsMessageWriter Write(IEnumerable<string> labels)
    {
        DnsMessageWriter writer = new(_buffer);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
        foreach (string label in labels)
        {
            Assert.True(writer.TryWriteRecord(DnsSection.Answer, new ResourceRecord(DomainName.Parse(label), 60, new UnknownData((DnsType)65280, new byte[1]))));
        }

        return writer;
    }

    /// <summary>Labels that the table cannot tell from some of the given ones without comparing.</summary>
    private static string[] Colliding(string[] labels, int count)
    {
        HashSet<uint> taken = [.. labels.Select(Key)];
        return [.. Enumerable.Range(0, int.MaxValue).Select(static i => $"x{i:x}").Where(label => taken.Contains(Key(label))).Take(count)];
    }

    private static uint Key(string label)
    {
        Span<byte> octets = stackalloc byte[label.Length + 1];
        octets[0] = (byte)label.Length;
        System.Text.Encoding.ASCII.GetBytes(label, octets[1..]);
        uint hash = (uint)NameHash.Compute(octets, 0);
        return (hash >> 16 << 9) | (hash % Sets);
    }
}
