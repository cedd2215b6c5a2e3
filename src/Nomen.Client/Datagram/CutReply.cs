using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>Reads as much of a reply that is not whole as deciding takes: header and question.</summary>
internal static class CutReply
{
    /// <summary>Whether the octets start as a reply to the request: opcode and question fit, the letter case too where it counts.</summary>
    public static bool Repeats(DnsRequest request, ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> sentName)
    {
        if (request.Question is not { } question
            || !DnsHeader.TryRead(datagram, out DnsHeader header)
            || header.Opcode != request.Opcode
            || header.QuestionCount != 1)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = datagram[DnsHeader.Length..];
        int nameLength = question.Name.Length;
        return rest.Length >= nameLength + (2 * sizeof(ushort))
            && IsName(question.Name, rest[..nameLength], sentName)
            && BinaryPrimitives.ReadUInt16BigEndian(rest[nameLength..]) == (ushort)question.Type
            && BinaryPrimitives.ReadUInt16BigEndian(rest[(nameLength + sizeof(ushort))..]) == (ushort)question.Class;
    }

    private static bool IsName(DomainName name, ReadOnlySpan<byte> octets, ReadOnlySpan<byte> sentName) => sentName.IsEmpty
        ? DomainName.TryFromWire(octets, out DomainName read) && read == name
        : octets.SequenceEqual(sentName);
}
