using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Writes messages octet by octet, bad ones included: nothing is checked, compressed or counted.</summary>
internal sealed class MessageOctets
{
    private readonly List<byte> _octets = [];

    /// <summary>Starts with a response's header and the counts given.</summary>
    public MessageOctets(int questions = 0, int answers = 0, int authority = 0, int additional = 0, Opcode opcode = Opcode.Query)
    {
        UInt16(0x1234).UInt16(0x8000 | ((int)opcode << 11)).UInt16(questions).UInt16(answers).UInt16(authority).UInt16(additional);
    }

    public int Length => _octets.Count;

    public MessageOctets Octets(params ReadOnlySpan<byte> octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public MessageOctets UInt16(int value)
    {
        Span<byte> octets = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)value);
        return Octets(octets);
    }

    public MessageOctets Name(string name) => Octets(DomainName.Parse(name).Wire);

    /// <summary>One label, with nothing behind it.</summary>
    public MessageOctets Label(string label) => Octets((byte)label.Length).Octets(label.Select(c => (byte)c).ToArray());

    public MessageOctets Pointer(int target) => UInt16(0xc000 | target);

    public MessageOctets Question(string name = "example.", DnsType type = DnsType.A) => Name(name).UInt16((int)type).UInt16(1);

    /// <summary>The part of a record behind its owner.</summary>
    public MessageOctets Data(DnsType type, ReadOnlySpan<byte> data, DnsClass @class = DnsClass.IN, int? length = null) =>
        UInt16((int)type).UInt16((int)@class).UInt16(0).UInt16(300).UInt16(length ?? data.Length).Octets(data);

    public MessageOctets Record(string owner, DnsType type, ReadOnlySpan<byte> data, DnsClass @class = DnsClass.IN, int? length = null) =>
        Name(owner).Data(type, data, @class, length);

    public byte[] ToArray() => [.. _octets];

    /// <summary>The parser's verdict.</summary>
    public FormatError Error() => DnsMessageView.TryParse(ToArray(), out _, out FormatError error) ? default : error;
}
