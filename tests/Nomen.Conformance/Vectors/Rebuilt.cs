using Nomen.Conformance.Wire;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Wire;

namespace Nomen.Conformance.Vectors;

/// <summary>Builds a message anew from its parts, with and without compression; the second reader must see no difference.</summary>
internal static class Rebuilt
{
    private static readonly DnsSection[] Sections = [DnsSection.Answer, DnsSection.Authority, DnsSection.Additional];

    /// <summary>What differs; null when nothing does.</summary>
    public static string? Differs(DnsMessage message)
    {
        string original = PlainReader.Read(message.Octets.Span).ToString();
        foreach (bool compress in (bool[])[true, false])
        {
            string how = compress ? "with compression" : "without compression";
            if (Build(message, compress) is not { } octets)
            {
                return $"cannot be built {how}";
            }

            if (!DnsMessage.TryParse(octets, out DnsMessage? copy, out FormatError error))
            {
                return $"built {how}, refused: {error}";
            }

            if (PlainReader.Read(copy.Octets.Span).ToString() != original)
            {
                return $"built {how}, differs";
            }
        }

        return null;
    }

    private static byte[]? Build(DnsMessage message, bool compress)
    {
        DnsMessageWriter writer = new(new byte[ushort.MaxValue], compress);
        return TryWrite(message, ref writer) ? writer.Written.ToArray() : null;
    }

    /// <summary>Writes the parts of a message; false when they do not fit.</summary>
    public static bool TryWrite(DnsMessage message, ref DnsMessageWriter writer)
    {
        bool fits = writer.TryWriteHeader(message.Id, message.Opcode, message.Flags, message.Header.Rcode);
        foreach (PlainQuestion question in PlainReader.Read(message.Octets.Span).Questions)
        {
            fits &= writer.TryWriteQuestion(question.Name, (Dns.Registries.DnsType)question.Type, (Dns.Registries.DnsClass)question.Class);
        }

        foreach (DnsSection section in Sections)
        {
            foreach (ResourceRecord record in message.ReadRecords(section))
            {
                fits &= writer.TryWriteRecord(section, record);
            }
        }

        return fits;
    }
}
