using System.Buffers;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Reads all of a message, writes it again and compares: what must hold for every message that the parser accepts.</summary>
internal static class MessageRewriting
{
    private static readonly DnsSection[] Sections = Enum.GetValues<DnsSection>();

    /// <summary>What differs, in words; null when the message, written again, reads as before.</summary>
    public static string? FindDifference(byte[] octets, bool compress = true)
    {
        if (!DnsMessage.TryParse(octets, out DnsMessage? message, out FormatError error))
        {
            return $"refused: {error}";
        }

        IReadOnlyList<ResourceRecord>[] sections = [.. Sections.Select(message.ReadRecords)];
        return WalkDifference(message, sections) ?? Compare(message, sections, compress);
    }

    /// <summary>Walks the message in place; every record must be what the owned one says.</summary>
    private static string? WalkDifference(DnsMessage message, IReadOnlyList<ResourceRecord>[] sections)
    {
        Span<byte> name = stackalloc byte[255];
        foreach (DnsSection section in Sections)
        {
            IReadOnlyList<ResourceRecord> owned = sections[(int)section];
            int index = 0;
            foreach (RecordView record in message.View.Section(section))
            {
                int length = record.Owner.CopyTo(name);
                if (!record.Owner.Equals(owned[index].Owner) || length != owned[index].Owner.Length || record.Type != owned[index].Type)
                {
                    return $"{section} record {index} reads differently in place";
                }

                index++;
            }

            if (index != owned.Count)
            {
                return $"{section} has {index} records in place and {owned.Count} owned ones";
            }
        }

        return null;
    }

    private static string? Compare(DnsMessage message, IReadOnlyList<ResourceRecord>[] sections, bool compress)
    {
        byte[]? octets = Write(message, sections, compress);
        if (octets is null)
        {
            // Compression where the types do not allow it can make a message that nobody else could write.
            return null;
        }

        if (!DnsMessage.TryParse(octets, out DnsMessage? again, out FormatError error))
        {
            return $"written again it is refused: {error}";
        }

        if (again.Header != message.Header || !again.ReadQuestions().SequenceEqual(message.ReadQuestions()))
        {
            return "header or question differ";
        }

        return Sections.Where(section => !again.ReadRecords(section).SequenceEqual(sections[(int)section]))
            .Select(section => $"{section} differs")
            .FirstOrDefault();
    }

    private static byte[]? Write(DnsMessage message, IReadOnlyList<ResourceRecord>[] sections, bool compress)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(65535);
        DnsMessageWriter writer = new(buffer.AsSpan(0, 65535), compress);
        DnsHeader header = message.Header;
        bool fits = writer.TryWriteHeader(header.Id, header.Opcode, header.Flags, header.Rcode);
        foreach (DnsQuestion question in message.ReadQuestions())
        {
            fits = fits && writer.TryWriteQuestion(question);
        }

        foreach (DnsSection section in Sections)
        {
            foreach (ResourceRecord record in sections[(int)section])
            {
                fits = fits && writer.TryWriteRecord(section, record);
            }
        }

        byte[]? written = fits ? writer.Written.ToArray() : null;
        ArrayPool<byte>.Shared.Return(buffer);
        return written;
    }
}
