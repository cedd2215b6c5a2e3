using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Text;

/// <summary>Writes the rdata that most zones are made of straight from the message: the same text as by way of an object, at a fraction of the cost.</summary>
internal static class RdataInPlace
{
    /// <summary>Writes it; false, with nothing written, for other types.</summary>
    public static bool TryWrite(RecordView record, RdataTextWriter writer)
    {
        if (record.Class != DnsClass.IN)
        {
            return false;
        }

        ReadOnlySpan<byte> data = record.RawData;
        switch (record.Type)
        {
            case DnsType.A or DnsType.AAAA:
                writer.WriteAddress(data);
                return true;
            case DnsType.NS or DnsType.CNAME or DnsType.PTR or DnsType.DNAME:
                writer.WriteName(record.DataName(0));
                return true;
            case DnsType.MX:
                writer.WriteNumber(BinaryPrimitives.ReadUInt16BigEndian(data));
                writer.WriteName(record.DataName(sizeof(ushort)));
                return true;
            case DnsType.TXT:
                for (; !data.IsEmpty; data = data[(data[0] + 1)..])
                {
                    writer.WriteString(data.Slice(1, data[0]));
                }

                return true;
            default:
                return false;
        }
    }
}
