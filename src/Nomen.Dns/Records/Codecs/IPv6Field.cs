using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An IPv6 address, 16 octets.</summary>
internal sealed class IPv6Field : IRdataField<IPAddress>
{
    public const int Size = 16;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => FixedSize.Validate(position, end, Size, ref scan);

    public static IPAddress Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        position += Size;
        return new IPAddress(message.Slice(position - Size, Size));
    }

    public static void Write(ref DnsMessageWriter writer, IPAddress value)
    {
        Span<byte> octets = stackalloc byte[Size];
        _ = value.TryWriteBytes(octets, out _);
        writer.WriteOctets(octets);
    }

    public static IPAddress Check(IPAddress value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.AddressFamily == AddressFamily.InterNetworkV6 && value.ScopeId == 0 ? value : throw new ArgumentException("An IPv6 address without a scope belongs here.", name);
    }
}
