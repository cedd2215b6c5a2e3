using Nomen.Conformance.Wire;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Devices;

/// <summary>Compares what the product's reader sees in a message with what the second reader sees.</summary>
internal static class ReaderAgreement
{
    private static readonly DnsSection[] Sections = [DnsSection.Answer, DnsSection.Authority, DnsSection.Additional];

    /// <summary>The first difference; null when there is none.</summary>
    public static string? Differs(DnsMessage product, PlainMessage plain)
    {
        if (product.Id != plain.Id || (byte)product.Opcode != plain.Opcode || (ushort)product.Flags != plain.Flags || (int)product.Rcode != plain.Rcode)
        {
            return "header";
        }

        if (product.Question is { } question && new PlainQuestion(question.Name.Wire.ToArray(), (ushort)question.Type, (ushort)question.Class).Key != plain.Questions[0].Key)
        {
            return "question";
        }

        return Sections.Where(section => !Same(product.ReadRecords(section), plain.Section((int)section))).Select(section => $"{section} section").FirstOrDefault();
    }

    private static bool Same(IReadOnlyList<ResourceRecord> product, IReadOnlyList<PlainRecord> plain) => product
        .Where(record => record.Type != DnsType.OPT)
        .Select(record => new PlainRecord(record.Owner.Wire.ToArray(), (ushort)record.Type, (ushort)record.Class, record.Ttl, record.Data.ToWire()).ToString())
        .SequenceEqual(plain.Select(record => record.ToString()), StringComparer.Ordinal);
}
