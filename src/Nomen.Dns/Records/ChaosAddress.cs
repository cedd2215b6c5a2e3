using System.Buffers.Binary;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>The A record of class CH: a domain name and a 16-bit address (RFC 1035 section 3.4.1 defines that of class IN alone).</summary>
/// <remarks>
/// It has no type of its own here, but servers compress its name, as RFC 1035 lets them for every type that it knows.
/// Octets with a compression pointer mean nothing outside their message, so the name is expanded when the record is read.
/// </remarks>
internal static class ChaosAddress
{
    private const int AddressLength = sizeof(ushort);

    /// <summary>The rdata with its name uncompressed; octets of any other form as they are.</summary>
    public static byte[] Expand(ReadOnlySpan<byte> message, int offset, int length)
    {
        WireScan scan = new();
        int end = offset + length;
        int position = offset;
        if (NameScan.Validate(message, offset, ref scan) + AddressLength != end)
        {
            return message[offset..end].ToArray();
        }

        ReadOnlySpan<byte> name = NameScan.Read(message, ref position).Wire;
        byte[] octets = new byte[name.Length + AddressLength];
        name.CopyTo(octets);
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(name.Length), BinaryPrimitives.ReadUInt16BigEndian(message[position..]));
        return octets;
    }

    /// <summary>Whether a record is one.</summary>
    public static bool Is(DnsType type, DnsClass @class) => type == DnsType.A && @class == DnsClass.CH;
}
