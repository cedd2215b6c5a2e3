using System.Text.Json;
using Nomen.Dns.Registries;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Messages to mutate: the shared ones where they are, and some that are always there.</summary>
internal static class MessageCorpus
{
    /// <summary>Queries and responses of real servers.</summary>
    public static IEnumerable<byte[]> Captures() =>
        SharedFolder.ReadObjects("vectors/captures/captures.jsonl").SelectMany(row => row.GetProperty("responses").EnumerateArray().Select(Hex));

    public static List<byte[]> Shared() =>
        SharedFolder.Path is null
            ? []
            : [.. Captures(), .. Rows("vectors/messages/messages.jsonl"), .. Rows("vectors/messages/malformed.jsonl")];

    public static List<byte[]> BuiltIn() =>
    [
        new MessageOctets(questions: 1, additional: 1)
            .Question("www.example.com.").Record(".", DnsType.OPT, [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8], (DnsClass)1232).ToArray(),
        new MessageOctets(questions: 1, answers: 3, authority: 2, additional: 2)
            .Question("www.example.com.")
            .Pointer(12).Data(DnsType.CNAME, [3, .. "web"u8, 0xc0, 16])
            .Pointer(45).Data(DnsType.A, [192, 0, 2, 1])
            .Pointer(45).Data(DnsType.AAAA, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
            .Pointer(16).Data(DnsType.NS, [3, .. "ns1"u8, 0xc0, 16])
            .Pointer(16).Data(DnsType.SOA, [0xc0, 16, 0xc0, 12, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5])
            .Record("ns1.example.com.", DnsType.A, [192, 0, 2, 53])
            .Record(".", DnsType.OPT, [0, 15, 0, 2, 0, 6], (DnsClass)1232)
            .ToArray(),
        new MessageOctets(questions: 1, answers: 4)
            .Question("example.com.", DnsType.ANY)
            .Pointer(12).Data(DnsType.TXT, [5, .. "hello"u8, 0])
            .Pointer(12).Data(DnsType.MX, [0, 10, 4, .. "mail"u8, 0xc0, 12])
            .Pointer(12).Data(DnsType.SRV, [0, 1, 0, 2, 0, 53, 2, .. "ns"u8, 0])
            .Pointer(12).Data((DnsType)65280, [1, 2, 3])
            .ToArray(),
    ];

    private static IEnumerable<byte[]> Rows(string path) => SharedFolder.ReadObjects(path).Select(row => Hex(row.GetProperty("hex")));

    private static byte[] Hex(JsonElement element) => Convert.FromHexString(element.GetString()!);
}
