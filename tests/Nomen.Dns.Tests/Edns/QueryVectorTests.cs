using System.Buffers.Binary;
using System.Text.Json;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Tests.Vectors;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Edns;

/// <summary>The OPT records that dig and kdig send.</summary>
public sealed class QueryVectorTests
{
    public static TheoryData<string> Rows => [.. SharedFolder.ReadObjects("vectors/edns/queries.jsonl").Select(row => row.GetProperty("id").GetString()!).Distinct()];

    [SharedTheory]
    [MemberData(nameof(Rows))]
    public void The_OPT_record_of_a_query_is_read_and_written_back_as_it_came(string id)
    {
        JsonElement row = SharedFolder.ReadObjects("vectors/edns/queries.jsonl").First(candidate => candidate.GetProperty("id").GetString() == id);
        DnsMessage query = DnsMessage.Parse(Convert.FromHexString(row.GetProperty("hex").GetString()!));

        string expected = Describe(row.GetProperty("decoded"));

        Assert.Equal(expected, Describe(query.Edns));
        Assert.Equal(OptOctets(query), WriteAgain(query.Edns));
    }

    private static string Describe(JsonElement decoded)
    {
        if (!decoded.TryGetProperty("edns", out JsonElement edns) || edns.ValueKind != JsonValueKind.Object)
        {
            return "none";
        }

        IEnumerable<string> options = edns.GetProperty("options").EnumerateArray().Select(option => $"{option.GetProperty("code")}:{option.GetProperty("hex")}");
        return $"{edns.GetProperty("version")} {edns.GetProperty("udp")} {edns.GetProperty("do")} {string.Join(' ', options)}";
    }

    private static string Describe(EdnsRecord? edns) => edns is null
        ? "none"
        : $"{edns.Version} {edns.PayloadSize} {(edns.DnssecOk ? 1 : 0)} {string.Join(' ', edns.Options.Select(option => $"{(int)option.Code}:{Convert.ToHexStringLower(option.ToData())}"))}";

    private static string OptOctets(DnsMessage query) => query.View.TryGetEdns(out EdnsView edns) ? Convert.ToHexStringLower(edns.OptionOctets) : string.Empty;

    private static string WriteAgain(EdnsRecord? edns)
    {
        if (edns is null)
        {
            return string.Empty;
        }

        byte[] buffer = new byte[65535];
        DnsMessageWriter writer = new(buffer);
        writer.TryWriteHeader(1, default, default);
        Assert.True(writer.TryWriteEdns(edns, edns.PayloadSize!.Value));
        ReadOnlySpan<byte> opt = writer.Written[DnsHeader.Length..];
        Assert.Equal(opt.Length - 11, BinaryPrimitives.ReadUInt16BigEndian(opt[9..]));
        return Convert.ToHexStringLower(opt[11..]);
    }
}
