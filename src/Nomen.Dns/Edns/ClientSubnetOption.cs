using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Client subnet: the network that an answer is meant for (RFC 7871).</summary>
/// <remarks>Source prefix 0 asks the resolver not to send the client's network on. In a query the scope is 0; an answer repeats family, source and address.</remarks>
public sealed record ClientSubnetOption : EdnsOption, IEdnsOption<ClientSubnetOption>
{
    private const int FixedLength = 4;
    private const ushort IPv4Family = 1;
    private const ushort IPv6Family = 2;

    /// <summary>Takes an address and cuts it to the prefix.</summary>
    /// <param name="address">IPv4 or IPv6; a zone index is dropped.</param>
    /// <param name="sourcePrefixLength">Bits of the address that are given: 0 to 32, or 0 to 128.</param>
    /// <param name="scopePrefixLength">Bits that the answer depends on, in the same range; 0 in a query.</param>
    /// <exception cref="ArgumentOutOfRangeException">A prefix longer than the address.</exception>
    public ClientSubnetOption(IPAddress address, byte sourcePrefixLength, byte scopePrefixLength = 0)
    {
        ArgumentNullException.ThrowIfNull(address);
        byte[] octets = address.GetAddressBytes();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sourcePrefixLength, octets.Length * 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scopePrefixLength, octets.Length * 8);

        for (int i = 0; i < octets.Length; i++)
        {
            octets[i] &= Mask(sourcePrefixLength, i);
        }

        Address = new IPAddress(octets);
        SourcePrefixLength = sourcePrefixLength;
        ScopePrefixLength = scopePrefixLength;
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.ClientSubnet;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <summary>The network's address; the bits past the source prefix are zero.</summary>
    public IPAddress Address { get; }

    /// <summary>Bits of the address that are given.</summary>
    public byte SourcePrefixLength { get; }

    /// <summary>Bits that the answer depends on; 0 in a query.</summary>
    public byte ScopePrefixLength { get; }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ClientSubnetOption? option, out FormatError error)
    {
        option = null;
        int size = data.Length < FixedLength ? 0 : BinaryPrimitives.ReadUInt16BigEndian(data) switch { IPv4Family => 4, IPv6Family => 16, _ => 0 };
        if (size == 0 || data[2] > size * 8 || data[3] > size * 8)
        {
            error = new FormatError(FormatErrorKind.EdnsOption, 0);
            return false;
        }

        // RFC 7871 section 6: exactly the octets that the prefix needs, bits past it zero; else FORMERR.
        ReadOnlySpan<byte> prefix = data[FixedLength..];
        if (prefix.Length != (data[2] + 7) / 8 || (!prefix.IsEmpty && (prefix[^1] & ~Mask(data[2], prefix.Length - 1)) != 0))
        {
            error = new FormatError(FormatErrorKind.EdnsOption, FixedLength);
            return false;
        }

        Span<byte> address = stackalloc byte[16];
        address.Clear();
        prefix.CopyTo(address);
        error = default;
        option = new ClientSubnetOption(new IPAddress(address[..size]), data[2], data[3]);
        return true;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        writer.WriteUInt16(Address.AddressFamily == AddressFamily.InterNetwork ? IPv4Family : IPv6Family);
        writer.WriteByte(SourcePrefixLength);
        writer.WriteByte(ScopePrefixLength);
        Span<byte> address = stackalloc byte[16];
        Address.TryWriteBytes(address, out _);
        writer.WriteOctets(address[..((SourcePrefixLength + 7) / 8)]);
    }

    /// <inheritdoc/>
    protected override string ShowValue() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{SourcePrefixLength}/{ScopePrefixLength}");

    /// <summary>The bits of octet <paramref name="index"/> that lie in the prefix.</summary>
    private static byte Mask(int prefixLength, int index) => (byte)(0xff00 >> Math.Clamp(prefixLength - (index * 8), 0, 8));
}
