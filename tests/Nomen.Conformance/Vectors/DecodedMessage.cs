using System.Text.Json;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Conformance.Vectors;

/// <summary>Compares a message with how another library decoded it, field by field.</summary>
internal static class DecodedMessage
{
    private static readonly (string Name, DnsFlags Flag)[] Flags =
    [
        ("qr", DnsFlags.QR), ("aa", DnsFlags.AA), ("tc", DnsFlags.TC), ("rd", DnsFlags.RD),
        ("ra", DnsFlags.RA), ("z", DnsFlags.Z), ("ad", DnsFlags.AD), ("cd", DnsFlags.CD),
    ];

    /// <summary>The first difference; null when there is none.</summary>
    public static string? Differs(JsonElement decoded, DnsMessage message) =>
        DiffersInHeader(decoded, message)
        ?? DiffersInQuestions(decoded.GetProperty("question"), message)
        ?? DiffersInSection(decoded, "answer", ZoneClass(message), message.ReadRecords(DnsSection.Answer))
        ?? DiffersInSection(decoded, "authority", ZoneClass(message), message.ReadRecords(DnsSection.Authority))
        ?? DiffersInSection(decoded, "additional", ZoneClass(message), [.. message.ReadRecords(DnsSection.Additional).Where(record => record.Type is not (DnsType.OPT or DnsType.TSIG))])
        ?? DiffersInEdns(decoded, message);

    /// <summary>Compares the four counts.</summary>
    public static string? DiffersInCounts(JsonElement counts, DnsHeader header)
    {
        int[] ours = [header.QuestionCount, header.AnswerCount, header.AuthorityCount, header.AdditionalCount];
        return counts.EnumerateArray().Select(count => count.GetInt32()).SequenceEqual(ours) ? null : $"counts {string.Join(' ', ours)}";
    }

    private static string? DiffersInHeader(JsonElement decoded, DnsMessage message)
    {
        DnsHeader header = message.Header;
        if (decoded.GetProperty("id").GetInt32() != header.Id)
        {
            return $"id {header.Id}";
        }

        if (decoded.GetProperty("opcode").GetInt32() != (int)header.Opcode || decoded.GetProperty("rcode").GetInt32() != (int)header.Rcode)
        {
            return $"opcode {header.Opcode} or rcode {header.Rcode}";
        }

        foreach ((string name, DnsFlags flag) in Flags)
        {
            if (decoded.GetProperty(name).GetInt32() != ((header.Flags & flag) == 0 ? 0 : 1))
            {
                return $"flag {name}";
            }
        }

        return DiffersInCounts(decoded.GetProperty("counts"), header);
    }

    private static string? DiffersInQuestions(JsonElement questions, DnsMessage message)
    {
        if (questions.GetArrayLength() == 0 || message.Question is not { } ours)
        {
            return questions.GetArrayLength() == 0 == message.Question is null ? null : "presence of a question";
        }

        JsonElement theirs = questions[0];
        return ours.Name.EqualsExactly(NameIn(theirs)) && ours.Type == TypeIn(theirs) && ours.Class.ToMnemonic() == TextIn(theirs, "class")
            ? null
            : $"question {ours}";
    }

    private static string? DiffersInSection(JsonElement decoded, string section, DnsClass? zone, IReadOnlyList<ResourceRecord> ours)
    {
        JsonElement theirs = decoded.GetProperty(section);
        if (theirs.GetArrayLength() != ours.Count)
        {
            return $"{section}: {ours.Count} records";
        }

        return theirs.EnumerateArray().Zip(ours)
            .Select(pair => DiffersInRecord(pair.First, pair.Second, zone) is { } field ? $"{section}: {field} of {pair.Second}" : null)
            .FirstOrDefault(field => field is not null);
    }

    private static string? DiffersInRecord(JsonElement theirs, ResourceRecord ours, DnsClass? zone)
    {
        if (!ours.Owner.EqualsExactly(NameIn(theirs)))
        {
            return "owner";
        }

        if (ours.Type != TypeIn(theirs) || ClassOf(ours, zone).ToMnemonic() != TextIn(theirs, "class"))
        {
            return "type or class";
        }

        // The other library shows a TTL with the highest bit set as it reads it: zero (RFC 2181 section 8).
        if (theirs.GetProperty("ttl").GetUInt32() != (ours.Ttl > int.MaxValue ? 0 : ours.Ttl))
        {
            return "time to live";
        }

        return Convert.ToHexStringLower(ours.Data.ToWire()) == TextIn(theirs, "rdata_hex") ? DiffersInText(TextIn(theirs, "text"), ours) : "rdata";
    }

    private static string? DiffersInText(string text, ResourceRecord ours)
    {
        // RDLENGTH 0 in UPDATE has no text, and text is read by the forms of class IN.
        byte[] octets = ours.Data.ToWire();
        if ((text.Length == 0 && octets.Length == 0) || ours.Class == DnsClass.CH)
        {
            return null;
        }

        RdataTextWriter writer = new();
        ours.Data.WriteText(writer);
        return !Rdata.Parse(ours.Type, text).ToWire().AsSpan().SequenceEqual(octets) ? $"their text ({text})"
            : !Rdata.Parse(ours.Type, writer.ToString()).ToWire().AsSpan().SequenceEqual(octets) ? $"our text ({writer})"
            : null;
    }

    private static string? DiffersInEdns(JsonElement decoded, DnsMessage message)
    {
        if (!decoded.TryGetProperty("edns", out JsonElement theirs) || message.Edns is not { } ours)
        {
            return message.Edns is null && theirs.ValueKind == JsonValueKind.Undefined ? null : "presence of an OPT";
        }

        string options = string.Join(' ', ours.Options.Select(option => $"{(ushort)option.Code}:{OptionCases.DataHex(option)}"));
        string expected = string.Join(' ', theirs.GetProperty("options").EnumerateArray().Select(option => $"{option.GetProperty("code")}:{option.GetProperty("hex")}"));
        return theirs.GetProperty("version").GetInt32() != ours.Version ? $"EDNS version {ours.Version}"
            : theirs.GetProperty("udp").GetInt32() != ours.PayloadSize ? $"payload size {ours.PayloadSize}"
            : theirs.GetProperty("do").GetInt32() != (ours.DnssecOk ? 1 : 0) ? $"DO {ours.DnssecOk}"
            : theirs.GetProperty("full_rcode").GetInt32() != (int)message.Rcode ? $"rcode {message.Rcode}"
            : options != expected ? $"options {options}"
            : null;
    }

    // In UPDATE the other library shows the zone's class where the record's says "any" or "none" (RFC 2136 section 2.4).
    private static DnsClass ClassOf(ResourceRecord record, DnsClass? zone) => record.Class is DnsClass.ANY or DnsClass.NONE ? zone ?? record.Class : record.Class;

    private static DnsClass? ZoneClass(DnsMessage message) => message.Opcode == Opcode.Update ? message.Question?.Class : null;

    // The other library may lack a mnemonic that we have, and says TYPEnnn.
    private static DnsType? TypeIn(JsonElement element) => DnsTypeText.TryParse(TextIn(element, "type"), out DnsType type) ? type : null;

    private static DomainName NameIn(JsonElement element) => DomainName.Parse(TextIn(element, "name"));

    private static string TextIn(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
