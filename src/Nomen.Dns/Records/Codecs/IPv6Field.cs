using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An IPv6 address, 16 octets.</summary>
internal sealed class IPv6Field : IRdataField<IPAddress>
{
    public const int Size = 16;

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

    public static IPAddress Parse(RdataTextReader reader, string expected)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return AddressText.TryParseIPv6(token, out IPAddress? address) ? address : throw reader.Error($"{expected}: an IPv6 address");
    }

    public static void Print(RdataTextWriter writer, IPAddress value) => writer.WriteToken(AddressText.Format(value));

    public static IPAddress Check(IPAddress value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.AddressFamily == AddressFamily.InterNetworkV6 && value.ScopeId == 0 ? value : throw new ArgumentException("An IPv6 address without a scope belongs here.", name);
    }
}
