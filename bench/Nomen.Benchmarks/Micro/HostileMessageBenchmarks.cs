using BenchmarkDotNet.Attributes;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Benchmarks.Micro;

/// <summary>Messages of 64 KiB that make a parser work as much as their authors could. Goal: 2 ms for any (C1), 5 ms (C4).</summary>
public class HostileMessageBenchmarks
{
    private const int FirstData = 23;

    private byte[] _octets = [];

    /// <summary>How the message is made.</summary>
    [Params("chained pointers", "chains of 126", "127 labels a name", "1,500 owners")]
    public string Message { get; set; } = string.Empty;

    [GlobalSetup]
    public void SetUp() => _octets = Message switch
    {
        "chained pointers" => Names(Chains(8000), (data, name) => FirstData + data.Length - 2 - (2 * (name % 64))),
        "chains of 126" => Names(Chains(126), (data, name) => FirstData + (253 * (name % (data.Length / 253))) + 251),
        "127 labels a name" => Names(LongNames(), (data, name) => FirstData + (2 * (name % 20)) + (253 * (name * 7 % 60))),
        _ => Owners(),
    };

    [Benchmark(Description = "validate")]
    public bool Validate() => DnsMessageView.TryParse(_octets, out _, out _);

    /// <summary>Rdata full of pointers, each to the one before; a chain starts with a root.</summary>
    private static byte[] Chains(int pointers)
    {
        List<byte> data = [];
        while (data.Count + 253 < 16000)
        {
            int previous = FirstData + data.Count;
            data.Add(0);
            for (int i = 0; i < pointers && data.Count < 16000; i++)
            {
                int here = FirstData + data.Count;
                data.AddRange([(byte)(0xc0 | (previous >> 8)), (byte)previous]);
                previous = here;
            }
        }

        return [.. data];
    }

    private static byte[] LongNames() =>
        [.. Enumerable.Range(0, 63).SelectMany(_ => Enumerable.Repeat<byte[]>([1, (byte)'a'], 126).SelectMany(label => label).Append((byte)0))];

    /// <summary>The data in an opaque record, then as many NS records as fit, whose two names are pointers into it.</summary>
    private static byte[] Names(byte[] data, Func<byte[], int, int> target)
    {
        List<byte> message = [.. new byte[12], 0, 255, 0, 0, 1, 0, 0, 0, 0, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        int records = 1;
        for (; message.Count + 14 < 65535; records++)
        {
            int owner = target(data, 2 * records);
            int server = target(data, (2 * records) + 1);
            message.AddRange([(byte)(0xc0 | (owner >> 8)), (byte)owner, 0, (byte)DnsType.NS, 0, 1, 0, 0, 0, 0, 0, 2, (byte)(0xc0 | (server >> 8)), (byte)server]);
        }

        message[6] = (byte)(records >> 8);
        message[7] = (byte)records;
        return [.. message];
    }

    private static byte[] Owners()
    {
        List<byte> message = [.. new byte[12]];
        for (int i = 0; i < 1500; i++)
        {
            message.AddRange([14, .. "host-number-"u8, (byte)('a' + (i % 26)), (byte)('a' + (i / 26 % 26)), 3, .. "net"u8, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 192, 0, 2, 1]);
        }

        message[6] = 1500 >> 8;
        message[7] = 1500 & 0xff;
        return [.. message];
    }
}
