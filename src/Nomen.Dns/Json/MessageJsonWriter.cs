using System.Buffers;
using System.Text;
using System.Text.Json;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Json;

/// <summary>Writes messages and records as JSON with the members of RFC 8427.</summary>
/// <remarks>
/// Flags are 0 and 1, as in the RFC's examples and in kdig. A record has its data twice: <c>RDATAHEX</c>, uncompressed (and <c>RDLENGTH</c> counts that form), and the
/// presentation form as <c>rdataMX</c> where its type is known. OPT is one of the <c>additionalRRs</c> and, for people, a member <c>EDNS</c> beside them, which the RFC does not have.
/// One writer over the text form serves every type; no reflection.
/// </remarks>
public static class MessageJsonWriter
{
    /// <summary>The message as one JSON object.</summary>
    public static string ToJson(DnsMessage message, bool indented = false)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = indented }))
        {
            Write(writer, message);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a message as an object.</summary>
    public static void Write(Utf8JsonWriter writer, DnsMessage message)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteMembers(writer, message);
        writer.WriteEndObject();
    }

    /// <summary>Writes a message's members into an object that the caller began, and may add to.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, DnsMessage message)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(message);
        DnsHeader header = message.Header;
        writer.WriteNumber("ID", header.Id);
        WriteFlag(writer, "QR", header.Flags, DnsFlags.QR);
        writer.WriteNumber("Opcode", (int)header.Opcode);
        WriteFlag(writer, "AA", header.Flags, DnsFlags.AA);
        WriteFlag(writer, "TC", header.Flags, DnsFlags.TC);
        WriteFlag(writer, "RD", header.Flags, DnsFlags.RD);
        WriteFlag(writer, "RA", header.Flags, DnsFlags.RA);
        WriteFlag(writer, "AD", header.Flags, DnsFlags.AD);
        WriteFlag(writer, "CD", header.Flags, DnsFlags.CD);
        writer.WriteNumber("RCODE", (int)header.Rcode);
        writer.WriteNumber("QDCOUNT", header.QuestionCount);
        writer.WriteNumber("ANCOUNT", header.AnswerCount);
        writer.WriteNumber("NSCOUNT", header.AuthorityCount);
        writer.WriteNumber("ARCOUNT", header.AdditionalCount);
        WriteQuestions(writer, message);
        WriteSection(writer, "answerRRs", message.Answers);
        WriteSection(writer, "authorityRRs", message.Authority);
        WriteSection(writer, "additionalRRs", message.Additional);
        if (message.Edns is { } edns)
        {
            WriteEdns(writer, edns, message.Rcode);
        }
    }

    /// <summary>Writes a record as an object.</summary>
    public static void Write(Utf8JsonWriter writer, ResourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        writer.WriteStartObject();
        WriteNameTypeClass(writer, record.Owner, record.Type, record.Class);
        writer.WriteNumber("TTL", record.Ttl);
        byte[] octets = record.Data.ToWire();
        writer.WriteNumber("RDLENGTH", octets.Length);
        writer.WriteString("RDATAHEX", Convert.ToHexString(octets));
        if (record.Data is not UnknownData && record.Type != DnsType.OPT)
        {
            writer.WriteString("rdata" + record.Type.ToMnemonic(), record.Data.ToString());
        }

        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, DnsFlags flags, DnsFlags flag) => writer.WriteNumber(name, (flags & flag) == 0 ? 0 : 1);

    private static void WriteQuestions(Utf8JsonWriter writer, DnsMessage message)
    {
        if (message.Question is not { } first)
        {
            return;
        }

        writer.WriteString("QNAME", first.Name.ToString());
        writer.WriteNumber("QTYPE", (int)first.Type);
        writer.WriteString("QTYPEname", first.Type.ToMnemonic());
        writer.WriteNumber("QCLASS", (int)first.Class);
        writer.WriteString("QCLASSname", first.Class.ToMnemonic());
        int count = message.Header.QuestionCount;
        if (count == 1)
        {
            return;
        }

        writer.WriteStartArray("questionRRs");
        ReadOnlySpan<byte> octets = message.Octets.Span;
        for (int position = DnsHeader.Length; count > 0; count--, position += 4)
        {
            DomainName name = NameScan.Read(octets, ref position);
            DnsType type = (DnsType)((octets[position] << 8) | octets[position + 1]);
            DnsClass @class = (DnsClass)((octets[position + 2] << 8) | octets[position + 3]);
            writer.WriteStartObject();
            WriteNameTypeClass(writer, name, type, @class);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSection(Utf8JsonWriter writer, string name, RecordSection section)
    {
        if (section.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (RecordView record in section)
        {
            Write(writer, record.ToRecord());
        }

        writer.WriteEndArray();
    }

    private static void WriteNameTypeClass(Utf8JsonWriter writer, DomainName name, DnsType type, DnsClass @class)
    {
        writer.WriteString("NAME", name.ToString());
        writer.WriteNumber("TYPE", (int)type);
        writer.WriteString("TYPEname", type.ToMnemonic());
        writer.WriteNumber("CLASS", (int)@class);
        if (type != DnsType.OPT)
        {
            writer.WriteString("CLASSname", @class.ToMnemonic());
        }
    }

    private static void WriteEdns(Utf8JsonWriter writer, EdnsRecord edns, Rcode rcode)
    {
        writer.WriteStartObject("EDNS");
        writer.WriteNumber("VERSION", edns.Version);
        writer.WriteNumber("UDPSIZE", edns.PayloadSize ?? 0);
        writer.WriteNumber("DO", edns.DnssecOk ? 1 : 0);
        writer.WriteNumber("CO", edns.CompactOk ? 1 : 0);
        writer.WriteNumber("RCODE", (int)rcode);
        writer.WriteStartArray("OPTIONS");
        foreach (EdnsOption option in edns.Options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("CODE", (int)option.Code);
            writer.WriteString("DATAHEX", Convert.ToHexString(option.ToData()));
            writer.WriteString("TEXT", option.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
