using System.Text.Json;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Conformance.Vectors;

/// <summary>Whole messages: everything in them is as others decoded it, and they can be built again.</summary>
internal static class MessageCases
{
    /// <summary>Checks one row with <c>hex</c> and <c>decoded</c>.</summary>
    public static Verdict Check(JsonElement row)
    {
        byte[] octets = Convert.FromHexString(row.GetProperty("hex").GetString()!);
        return Verdict.Unless(Wrong(octets, row.GetProperty("decoded")));
    }

    /// <summary>What is wrong with our reading of a message, or with our copy of it; null for nothing.</summary>
    /// <param name="octets">The message.</param>
    /// <param name="decoded">How others read it; null when nobody said.</param>
    public static string? Wrong(byte[] octets, JsonElement? decoded)
    {
        if (!DnsMessage.TryParse(octets, out DnsMessage? message, out FormatError error))
        {
            return $"refused: {error}";
        }

        string? differs = decoded is { } reading ? DecodedMessage.Differs(reading, message) : null;
        return differs ?? Rebuilt.Differs(message);
    }
}
