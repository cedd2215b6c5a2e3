using System.Net;
using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A6: only the part of the address behind the prefix is there, and the prefix's name only when there is a prefix (RFC 2874 section 3.1).</summary>
internal sealed class A6Form : IWireForm<A6Data>, ITextForm<A6Data>
{
    private const int AddressBits = 128;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        if (position >= end || message[position] > AddressBits || end - position - 1 < SuffixLength(message[position]))
        {
            return scan.Fail(FormatErrorKind.Rdata, position);
        }

        int name = position + 1 + SuffixLength(message[position]);
        return message[position] == 0 ? name : NameScan.Validate(message, name, ref scan);
    }

    public static A6Data Read(ReadOnlySpan<byte> message, int position, int end)
    {
        byte prefix = message[position++];
        Span<byte> octets = stackalloc byte[IPv6Field.Size];
        octets.Clear();
        int suffix = SuffixLength(prefix);
        message.Slice(position, suffix).CopyTo(octets[^suffix..]);
        position += suffix;
        return new A6Data(prefix, new IPAddress(octets), prefix == 0 ? null : NameScan.Read(message, ref position));
    }

    public static void Write(ref DnsMessageWriter writer, A6Data value)
    {
        WriteAddress(ref writer, value);
        if (value.PrefixName is DomainName name)
        {
            writer.WriteName(name, compressible: false);
        }
    }

    public static void WriteCanonical(ref DnsMessageWriter writer, A6Data value)
    {
        WriteAddress(ref writer, value);
        if (value.PrefixName is DomainName name)
        {
            writer.WriteLowerName(name);
        }
    }

    public static A6Data Parse(RdataTextReader reader)
    {
        byte prefix = reader.ReadUInt8("prefix length");
        if (prefix > AddressBits)
        {
            throw reader.Error("a prefix length of at most 128");
        }

        IPAddress suffix = IPAddress.IPv6Any;
        if (prefix < AddressBits)
        {
            suffix = IPv6Field.Parse(reader, "address suffix");
            if (!LeavesPrefixZero(suffix, prefix))
            {
                throw reader.Error($"an address suffix whose first {prefix} bits are zero");
            }
        }

        return new A6Data(prefix, suffix, prefix == 0 ? null : reader.ReadName("a prefix name"));
    }

    public static void Print(RdataTextWriter writer, A6Data value)
    {
        writer.WriteNumber(value.PrefixLength);
        if (value.PrefixLength < AddressBits)
        {
            writer.WriteToken(AddressText.Format(value.AddressSuffix));
        }

        if (value.PrefixName is DomainName name)
        {
            writer.WriteName(name);
        }
    }

    /// <summary>RFC 2874 section 3.1: the pad bits before the suffix are zero.</summary>
    public static string? FindFlaw(A6Data value) => LeavesPrefixZero(value.AddressSuffix, value.PrefixLength) ? null : "an address suffix with zero bits in place of the prefix";

    private static int SuffixLength(byte prefix) => (AddressBits - prefix + 7) / 8;

    private static void WriteAddress(ref DnsMessageWriter writer, A6Data value)
    {
        Span<byte> octets = stackalloc byte[IPv6Field.Size];
        _ = value.AddressSuffix.TryWriteBytes(octets, out _);
        writer.WriteByte(value.PrefixLength);
        writer.WriteOctets(octets[^SuffixLength(value.PrefixLength)..]);
    }

    private static bool LeavesPrefixZero(IPAddress suffix, byte prefix)
    {
        Span<byte> octets = stackalloc byte[IPv6Field.Size];
        _ = suffix.TryWriteBytes(octets, out _);
        return !octets[..(prefix / 8)].ContainsAnyExcept((byte)0) && (prefix % 8 == 0 || octets[prefix / 8] >> (8 - (prefix % 8)) == 0);
    }
}
