using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Conformance.Vectors;

/// <summary>Real answers of real servers.</summary>
internal static class CaptureCases
{
    /// <summary>These were sent broken, or nearly so, on purpose; what servers made of them is in the responses.</summary>
    private static readonly string[] BrokenQueries = ["formerr-", "doh-bad-"];

    /// <summary>Checks query and responses of one row.</summary>
    public static Verdict Check(JsonElement row)
    {
        string id = row.GetProperty("id").GetString()!;
        byte[] query = Convert.FromHexString(row.GetProperty("query").GetString()!);
        byte[][] responses = [.. row.GetProperty("responses").EnumerateArray().Select(hex => Convert.FromHexString(hex.GetString()!))];
        string? wrong = id.StartsWith("pipeline-", StringComparison.Ordinal)
            ? WrongInPipeline(query, responses, row)
            : WrongInQuery(id, query) ?? WrongInHttp(row, responses);
        return Verdict.Unless(wrong ?? WrongInResponses(row, responses) ?? TransferCases.Wrong(query, responses, row));
    }

    private static string? WrongInQuery(string id, byte[] query)
    {
        bool mayBeRefused = BrokenQueries.Any(start => id.StartsWith(start, StringComparison.Ordinal));
        return mayBeRefused && !DnsMessage.TryParse(query, out _, out _) ? null
            : MessageCases.Wrong(query, decoded: null) is { } wrong ? $"query: {wrong}" : null;
    }

    /// <summary>The queries stand one behind the other, each with its length (RFC 1035 section 4.2.2); IDs pair the answers with them.</summary>
    private static string? WrongInPipeline(ReadOnlySpan<byte> stream, byte[][] responses, JsonElement row)
    {
        List<ushort> asked = [];
        while (!stream.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(stream);
            if (!DnsMessage.TryParse(stream.Slice(2, length), out DnsMessage? query, out FormatError error))
            {
                return $"query {asked.Count + 1}: {error}";
            }

            asked.Add(query.Id);
            stream = stream[(2 + length)..];
        }

        List<ushort> answered = [.. responses.Select(octets => DnsMessage.Parse(octets).Id)];
        return Ids(asked) != Ids(row, "query_ids") ? $"query IDs {Ids(asked)}"
            : Ids(answered) != Ids(row, "response_ids") ? $"response IDs {Ids(answered)}"
            : asked.Order().SequenceEqual(answered.Order()) ? null : "answers that nobody asked for";
    }

    /// <summary>Over HTTP the body is the message, and its length was announced.</summary>
    private static string? WrongInHttp(JsonElement row, byte[][] responses)
    {
        if (!row.TryGetProperty("response_headers", out JsonElement headers))
        {
            return null;
        }

        foreach (JsonElement header in headers.EnumerateArray())
        {
            if (header[0].GetString() == "content-length" && responses.Length == 1 && header[1].GetString() != responses[0].Length.ToString(CultureInfo.InvariantCulture))
            {
                return $"content-length {header[1]} for {responses[0].Length} octets";
            }
        }

        return null;
    }

    private static string? WrongInResponses(JsonElement row, byte[][] responses)
    {
        for (int i = 0; i < responses.Length; i++)
        {
            JsonElement? decoded = row.TryGetProperty("decoded", out JsonElement readings) ? readings[i] : null;
            if ((MessageCases.Wrong(responses[i], decoded) ?? WrongInSummary(row, i, DnsMessage.Parse(responses[i]))) is { } wrong)
            {
                return $"response {i + 1}: {wrong}";
            }
        }

        return null;
    }

    private static string? WrongInSummary(JsonElement row, int index, DnsMessage response)
    {
        if (index == 0 && row.TryGetProperty("rcode", out JsonElement rcode) && rcode.GetInt32() != (int)response.Rcode)
        {
            return $"rcode {response.Rcode}";
        }

        return row.TryGetProperty("counts", out JsonElement counts) ? DecodedMessage.DiffersInCounts(counts[index], response.Header) : null;
    }

    private static string Ids(IEnumerable<ushort> ids) => string.Join(' ', ids);

    private static string Ids(JsonElement row, string property) => string.Join(' ', row.GetProperty(property).EnumerateArray());
}
