using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>An IPv4 address, 4 octets.</summary>
internal sealed class IPv4Field : IRdataField<IPAddress>
{
    public const int Size = 4;

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
        return AddressText.TryParseIPv4(token, out IPAddress? address) ? address : throw reader.Error($"{expected}: an IPv4 address");
    }

    public static void Print(RdataTextWriter writer, IPAddress value) => writer.WriteToken(value.ToString());

    public static IPAddress Check(IPAddress value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.AddressFamily == AddressFamily.InterNetwork ? value : throw new ArgumentException("An IPv4 address belongs here.", name);
    }
}
