using System.Globalization;
using System.Text.Json;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Json;

/// <summary>Reads a message from JSON with the members of RFC 8427, as <see cref="MessageJsonWriter"/> and kdig write them.</summary>
/// <remarks>
/// Members that are missing are zero or empty; counts are those of the arrays. Flags may be numbers or booleans. Data is taken from <c>RDATAHEX</c>, else from <c>rdataMX</c>
/// and the like; type and class from number or name. Other members are ignored, <c>EDNS</c> too: OPT is read from <c>additionalRRs</c>.
/// </remarks>
public static class MessageJsonReader
{
    /// <summary>Most characters of JSON: a message of 65,535 octets needs fewer than 64 for each, even indented, escaped and with its data in two forms.</summary>
    private const int MaxLength = 4 << 20;

    private static readonly (string Name, DnsFlags Flag)[] FlagMembers =
    [
        ("QR", DnsFlags.QR),
        ("AA", DnsFlags.AA),
        ("TC", DnsFlags.TC),
        ("RD", DnsFlags.RD),
        ("RA", DnsFlags.RA),
        ("AD", DnsFlags.AD),
        ("CD", DnsFlags.CD),
    ];

    /// <summary>Reads one message.</summary>
    /// <param name="json">A JSON object of at most 4 MiB characters.</param>
    /// <exception cref="DnsTextException">No JSON, a member that is not what it should be, or more than a message holds.</exception>
    public static DnsMessage Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxLength)
        {
            throw new DnsTextException($"at most {MaxLength} characters of JSON", string.Empty, MaxLength + 1);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new DnsTextException("JSON", string.Empty, null, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, error);
        }
    }

    /// <summary>Reads one message.</summary>
    /// <param name="message">A JSON object.</param>
    /// <exception cref="DnsTextException">A member that is not what it should be, or more than a message holds.</exception>
    public static DnsMessage Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("a message as an object", message);
        }

        byte[] buffer = new byte[ushort.MaxValue];
        DnsMessageWriter writer = new(buffer);
        writer.TryWriteHeader((ushort)Number(message, "ID", ushort.MaxValue), (Opcode)Number(message, "Opcode", 15), Flags(message), (Rcode)Number(message, "RCODE", 15));
        WriteQuestions(ref writer, message);
        WriteSection(ref writer, message, "answerRRs", DnsSection.Answer);
        WriteSection(ref writer, message, "authorityRRs", DnsSection.Authority);
        WriteSection(ref writer, message, "additionalRRs", DnsSection.Additional);
        return DnsMessage.TryParse(writer.Written, out DnsMessage? read, out FormatError error) ? read : throw Wrong($"data of its type's form ({error})", message);
    }

    /// <summary>Reads one record.</summary>
    /// <param name="record">A JSON object.</param>
    /// <exception cref="DnsTextException">A member that is not what it should be.</exception>
    public static ResourceRecord ReadRecord(JsonElement record)
    {
        DnsType type = (DnsType)Code(record, "TYPE", "TYPEname", TryParseType);
        DnsClass @class = (DnsClass)Code(record, "CLASS", "CLASSname", TryParseClass);
        return new ResourceRecord(Name(record, "NAME"), type, @class, (uint)Number(record, "TTL", uint.MaxValue), Data(record, type));
    }

    private static DnsFlags Flags(JsonElement message)
    {
        DnsFlags flags = DnsFlags.None;
        foreach ((string name, DnsFlags flag) in FlagMembers)
        {
            bool isSet = message.TryGetProperty(name, out JsonElement value) && (value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => Number(message, name, 1) == 1,
            });
            flags |= isSet ? flag : DnsFlags.None;
        }

        return flags;
    }

    private static void WriteQuestions(ref DnsMessageWriter writer, JsonElement message)
    {
        if (message.TryGetProperty("questionRRs", out JsonElement questions))
        {
            foreach (JsonElement question in Elements(questions))
            {
                WriteQuestion(ref writer, question, string.Empty);
            }
        }
        else if (message.TryGetProperty("QNAME", out _))
        {
            WriteQuestion(ref writer, message, "Q");
        }
    }

    private static void WriteQuestion(ref DnsMessageWriter writer, JsonElement question, string prefix)
    {
        DnsQuestion read = new(
            Name(question, prefix + "NAME"),
            (DnsType)Code(question, prefix + "TYPE", prefix + "TYPEname", TryParseType),
            (DnsClass)Code(question, prefix + "CLASS", prefix + "CLASSname", TryParseClass));
        if (!writer.TryWriteQuestion(read))
        {
            throw Wrong("a message of at most 65535 octets", question);
        }
    }

    private static void WriteSection(ref DnsMessageWriter writer, JsonElement message, string name, DnsSection section)
    {
        if (!message.TryGetProperty(name, out JsonElement records))
        {
            return;
        }

        foreach (JsonElement record in Elements(records))
        {
            if (!writer.TryWriteRecord(section, ReadRecord(record)))
            {
                throw Wrong("a message of at most 65535 octets", record);
            }
        }
    }

    private static Rdata Data(JsonElement record, DnsType type)
    {
        if (record.TryGetProperty("RDATAHEX", out JsonElement hex))
        {
            try
            {
                return new UnknownData(type, Convert.FromHexString(Text(hex, "RDATAHEX")));
            }
            catch (FormatException)
            {
                throw Wrong("RDATAHEX in hexadecimal digits", hex);
            }
        }

        return record.TryGetProperty("rdata" + type.ToMnemonic(), out JsonElement text)
            ? Rdata.Parse(type, Text(text, "rdata"))
            : throw Wrong($"RDATAHEX or rdata{type.ToMnemonic()}", record);
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : throw Wrong("an array", array);

    private static DomainName Name(JsonElement element, string member) =>
        DomainName.Parse(TryGet(element, member, out JsonElement value) ? Text(value, member) : throw Wrong(member, element));

    private static long Number(JsonElement element, string member, long most)
    {
        if (!TryGet(element, member, out JsonElement value))
        {
            return 0;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 && number <= most
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{member} from 0 to {most}"), value);
    }

    private static int Code(JsonElement element, string number, string mnemonic, TryParseCode tryParse)
    {
        if (TryGet(element, number, out _))
        {
            return (int)Number(element, number, ushort.MaxValue);
        }

        return TryGet(element, mnemonic, out JsonElement value) && tryParse(Text(value, mnemonic), out ushort code) ? code : throw Wrong($"{number} or {mnemonic}", element);
    }

    private static bool TryGet(JsonElement element, string member, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object ? element.TryGetProperty(member, out value) : throw Wrong("an object", element);
    }

    private static string Text(JsonElement value, string member)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong($"{member} as a string", value);
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape for half of a surrogate pair is JSON, but no text.
            throw Wrong($"{member} in whole Unicode characters", value);
        }
    }

    private static bool TryParseType(string text, out ushort code)
    {
        bool good = DnsTypeText.TryParse(text, out DnsType type);
        code = (ushort)type;
        return good;
    }

    private static bool TryParseClass(string text, out ushort code)
    {
        bool good = DnsTypeText.TryParse(text, out DnsClass @class);
        code = (ushort)@class;
        return good;
    }

    // A parsed document no longer knows lines: the text found tells the place.
    private static DnsTextException Wrong(string expected, JsonElement found) => new(expected, found.GetRawText(), 1);

    private delegate bool TryParseCode(string text, out ushort code);
}
