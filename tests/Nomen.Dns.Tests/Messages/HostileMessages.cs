using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Messages of up to 65,535 octets that make a parser work as much as their authors could.</summary>
internal static class HostileMessages
{
    private const int MaxLength = 65535;
    private const int FirstData = 23;
    private const DnsType Opaque = (DnsType)65280;

    /// <summary>Name, for a test's display, and octets.</summary>
    public static IEnumerable<(string Name, byte[] Octets)> All =>
    [
        ("8,000 chained pointers in rdata", ChainedPointers()),
        ("chains of 126 pointers, their ends out of the memo's reach", Chains()),
        ("127 labels behind every name", LongNames(stride: 1)),
        ("127 labels behind every name, in one slot of the memo", LongNames(stride: 64)),
        ("each owner points to the owner before", OwnerChain()),
        ("1,500 distinct owners", DistinctOwners()),
        ("as many name servers as fit, one long name", NameServers()),
        ("as many empty strings as fit", EmptyStrings()),
        ("as many EDNS options as fit", Options()),
    ];

    /// <summary>A header that promises 4 x 65,535 records.</summary>
    public static byte[] CountsThatLie() => new MessageOctets(65535, 65535, 65535, 65535).ToArray();

    private static byte[] ChainedPointers()
    {
        List<byte> data = [0];
        for (int previous = FirstData; data.Count < 16000; previous = FirstData + data.Count - 2)
        {
            AddPointer(data, previous);
        }

        return Names([.. data], position => 0xc000 | (FirstData + 1 + (2 * (7900 + (position % 90)))));
    }

    private static byte[] Chains()
    {
        // 63 chains of 126 pointers; a name that points to the end of one is a step short of the limit.
        List<byte> data = [];
        List<int> ends = [];
        while (data.Count < 15900)
        {
            int previous = FirstData + data.Count;
            data.Add(0);
            for (int i = 0; i < 125; i++)
            {
                int here = FirstData + data.Count;
                AddPointer(data, previous);
                previous = here;
            }

            ends.Add(previous);
        }

        return Names([.. data], position => 0xc000 | ends[position % ends.Count]);
    }

    private static byte[] LongNames(int stride)
    {
        List<byte> data = [];
        while (data.Count < 16000)
        {
            for (int label = 0; label < 126; label++)
            {
                data.AddRange([1, (byte)'a']);
            }

            data.Add(0);
        }

        int[] starts = Enumerable.Range(0, data.Count - 300).Where(offset => offset % 253 % 2 == 0 && offset % 253 < 40).ToArray();
        int[] targets = starts.Where(offset => (FirstData + offset) % stride == 0).ToArray();
        return Names([.. data], position => 0xc000 | (FirstData + targets[position % targets.Length]));
    }

    private static byte[] OwnerChain()
    {
        MessageOctets message = new MessageOctets(answers: 3500).Record("example.", DnsType.A, [192, 0, 2, 1]);
        int previous = 12;
        for (int i = 1; i < 3500; i++)
        {
            int owner = message.Length;
            message.Label("a").Pointer(i % 100 == 0 ? 12 : previous).Data(DnsType.A, [192, 0, 2, 1]);
            previous = owner < 0x3fff ? owner : 12;
        }

        return message.ToArray();
    }

    private static byte[] DistinctOwners()
    {
        MessageOctets message = new(answers: 1500);
        for (int i = 0; i < 1500; i++)
        {
            message.Record(FormattableString.Invariant($"host-number-{i:D5}."), DnsType.A, [192, 0, 2, 1]);
        }

        return message.ToArray();
    }

    private static byte[] NameServers()
    {
        const int Fitting = 4600;
        MessageOctets message = new MessageOctets(answers: Fitting + 1)
            .Name(string.Concat(Enumerable.Repeat(new string('x', 62) + ".", 4))).Data(DnsType.A, [192, 0, 2, 1]);
        for (int i = 0; i < Fitting; i++)
        {
            message.Pointer(12).Data(DnsType.NS, [0xc0, (byte)12]);
        }

        return message.ToArray();
    }

    private static byte[] EmptyStrings() => new MessageOctets(answers: 1).Record(".", DnsType.TXT, new byte[MaxLength - FirstData]).ToArray();

    private static byte[] Options() => new MessageOctets(additional: 1).Record(".", DnsType.OPT, new byte[(MaxLength - FirstData) / 4 * 4]).ToArray();

    /// <summary>Opaque rdata first, then as many NS records as fit, whose owners and data are pointers into it.</summary>
    private static byte[] Names(byte[] data, Func<int, int> pointer)
    {
        int records = (MaxLength - FirstData - data.Length) / 14;
        MessageOctets message = new MessageOctets(answers: records + 1).Record(".", Opaque, data);
        for (int i = 0; i < records; i++)
        {
            int target = pointer((2 * i) + 1);
            message.UInt16(pointer(2 * i)).Data(DnsType.NS, [(byte)(target >> 8), (byte)target]);
        }

        return message.ToArray();
    }

    private static void AddPointer(List<byte> octets, int target) => octets.AddRange([(byte)(0xc0 | (target >> 8)), (byte)target]);
}
