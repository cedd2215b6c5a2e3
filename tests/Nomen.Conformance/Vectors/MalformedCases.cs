using System.Text.Json;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Wire;

namespace Nomen.Conformance.Vectors;

/// <summary>Malformed messages: what every implementation refuses we refuse, what is only unusual we accept.</summary>
internal static class MalformedCases
{
    private static readonly string[] MerelyUnusual = ["bad-ttl-high-bit", "bad-z-bit", "bad-answer-no-question", "bad-class-0"];
    private static readonly DnsSection[] Sections = [DnsSection.Answer, DnsSection.Authority, DnsSection.Additional];

    /// <summary>Checks one row.</summary>
    public static Verdict Check(JsonElement row)
    {
        byte[] octets = Convert.FromHexString(row.GetProperty("hex").GetString()!);
        bool accepted = DnsMessage.TryParse(octets, out DnsMessage? message, out FormatError error);
        if (accepted)
        {
            ReadAll(message!);
        }

        string ours = accepted ? "accepted" : $"refused: {error}";
        if (row.GetProperty("accepts").GetInt32() == 0)
        {
            return Verdict.Unless(accepted ? "every implementation refuses it, we accept it" : null);
        }

        if (row.GetProperty("rejects").GetInt32() == 0 || MerelyUnusual.Contains(row.GetProperty("id").GetString()))
        {
            return Verdict.Unless(accepted ? null : $"only unusual, but {ours}");
        }

        IEnumerable<string> refusing = row.GetProperty("verdicts").EnumerateObject().Where(tool => tool.Value.GetString() != "ok").Select(tool => tool.Name);
        return Verdict.Info($"we: {ours}; implementations part, {string.Join(',', refusing)} refuse it ({row.GetProperty("what").GetString()})");
    }

    /// <summary>What was accepted can be read to its end, typed where the type is known.</summary>
    private static void ReadAll(DnsMessage message)
    {
        foreach (DnsSection section in Sections)
        {
            foreach (ResourceRecord record in message.ReadRecords(section))
            {
                _ = record.ToString();
            }
        }

        _ = message.Edns?.Options.Length;
    }
}
