using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>The lines of dig's OPT pseudosection.</summary>
internal static class DigOpt
{
    /// <summary>The lines, the first with version, flags and size.</summary>
    /// <param name="edns">The OPT record.</param>
    /// <param name="clientCookie">The client cookie that was sent, to tell whether the server's is good; empty when none was.</param>
    public static List<string> Lines(EdnsView edns, ReadOnlySpan<byte> clientCookie)
    {
        string flags = (edns.DnssecOk ? " do" : string.Empty) + (edns.CompactOk ? " co" : string.Empty);
        int reserved = edns.Flags & 0x3fff;
        string zero = reserved == 0 ? string.Empty : $"; MBZ: 0x{reserved:x4}";
        List<string> lines = [$"; EDNS: version: {edns.Version}, flags:{flags}{zero}{(reserved == 0 ? ';' : ',')} udp: {edns.PayloadSize}"];
        for (ReadOnlySpan<byte> options = edns.OptionOctets; options.Length >= 4;)
        {
            int code = BinaryPrimitives.ReadUInt16BigEndian(options);
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            lines.Add("; " + Option((EdnsOptionCode)code, options.Slice(4, length), clientCookie));
            options = options[(4 + length)..];
        }

        return lines;
    }

    /// <summary>The same for <c>+yaml</c>, without the indent; an empty line where dig has one.</summary>
    public static List<string> YamlLines(EdnsView edns, ReadOnlySpan<byte> clientCookie)
    {
        int reserved = edns.Flags & 0x3fff;
        List<string> lines = [$"version: {edns.Version}", $"flags:{(edns.DnssecOk ? " do" : string.Empty)}{(edns.CompactOk ? " co" : string.Empty)}"];
        if (reserved != 0)
        {
            lines.Add($"MBZ: 0x{reserved:x4}");
        }

        lines.Add($"udp: {edns.PayloadSize}");
        for (ReadOnlySpan<byte> options = edns.OptionOctets; options.Length >= 4;)
        {
            EdnsOptionCode code = (EdnsOptionCode)BinaryPrimitives.ReadUInt16BigEndian(options);
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            AddYaml(lines, code, options.Slice(4, length), clientCookie);
            options = options[(4 + length)..];
        }

        return lines;
    }

    private static void AddYaml(List<string> lines, EdnsOptionCode code, ReadOnlySpan<byte> data, ReadOnlySpan<byte> clientCookie)
    {
        if (code == EdnsOptionCode.ExtendedError && data.Length >= 2)
        {
            ExtendedErrorCode error = (ExtendedErrorCode)BinaryPrimitives.ReadUInt16BigEndian(data);
            string name = DigWords.ExtendedError(error) is { } known ? $" ({known})" : string.Empty;
            lines.Add("EDE:");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  INFO-CODE: {(ushort)error}{name}"));
            lines.Add(data.Length > 2 ? $"  EXTRA-TEXT: \"{TerminalText.Printable(Encoding.UTF8.GetString(data[2..]).TrimEnd('\0'))}\"" : string.Empty);
            return;
        }

        lines.Add(code switch
        {
            EdnsOptionCode.TcpKeepalive => Option(code, data, clientCookie).Replace("TCP KEEPALIVE:", "TCP-KEEPALIVE:", StringComparison.Ordinal),
            EdnsOptionCode.Padding => "PAD:" + HexAndText(data),
            _ => Option(code, data, clientCookie),
        });
    }

    private static string Option(EdnsOptionCode code, ReadOnlySpan<byte> data, ReadOnlySpan<byte> clientCookie) => code switch
    {
        EdnsOptionCode.Nsid => "NSID:" + HexAndText(data),
        EdnsOptionCode.Cookie => "COOKIE: " + Convert.ToHexStringLower(data) + CookieVerdict(data, clientCookie),
        EdnsOptionCode.ClientSubnet when data.Length >= 4 => "CLIENT-SUBNET: " + Subnet(data),
        EdnsOptionCode.Expire when data.Length == 4 => $"EXPIRE: {BinaryPrimitives.ReadUInt32BigEndian(data)} ({Durations.Spell(BinaryPrimitives.ReadUInt32BigEndian(data))})",
        EdnsOptionCode.Expire => "EXPIRE:" + HexAndText(data),
        EdnsOptionCode.TcpKeepalive when data.Length == 2 => string.Create(CultureInfo.InvariantCulture, $"TCP KEEPALIVE: {BinaryPrimitives.ReadUInt16BigEndian(data) / 10}.{BinaryPrimitives.ReadUInt16BigEndian(data) % 10} secs"),
        EdnsOptionCode.TcpKeepalive => "TCP KEEPALIVE:" + HexAndText(data),
        EdnsOptionCode.Padding => $"PAD: ({data.Length} bytes)",
        EdnsOptionCode.KeyTag when data.Length >= 2 && data.Length % 2 == 0 => "KEY-TAG: " + string.Join(", ", Numbers(data)),
        EdnsOptionCode.ExtendedError when data.Length >= 2 => ExtendedError(data),
        EdnsOptionCode.ClientTag when data.Length == 2 => $"CLIENT-TAG: {BinaryPrimitives.ReadUInt16BigEndian(data)}",
        EdnsOptionCode.ServerTag when data.Length == 2 => $"SERVER-TAG: {BinaryPrimitives.ReadUInt16BigEndian(data)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"OPT={(ushort)code}:") + HexAndText(data),
    };

    private static string CookieVerdict(ReadOnlySpan<byte> data, ReadOnlySpan<byte> clientCookie) => clientCookie.IsEmpty || data.Length < 8 ? string.Empty
        : !data[..8].SequenceEqual(clientCookie) ? " (bad)"
        : data.Length >= 16 ? " (good)" : " (echoed)";

    private static string ExtendedError(ReadOnlySpan<byte> data)
    {
        ExtendedErrorCode code = (ExtendedErrorCode)BinaryPrimitives.ReadUInt16BigEndian(data);
        string name = DigWords.ExtendedError(code) is { } known ? $" ({known})" : string.Empty;
        string text = data.Length > 2 ? $": ({TerminalText.Printable(Encoding.UTF8.GetString(data[2..]).TrimEnd('\0'))})" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"EDE: {(ushort)code}{name}{text}");
    }

    private static string Subnet(ReadOnlySpan<byte> data)
    {
        int family = BinaryPrimitives.ReadUInt16BigEndian(data);
        Span<byte> octets = stackalloc byte[family == 1 ? 4 : 16];
        octets.Clear();
        data[4..Math.Min(data.Length, 4 + octets.Length)].CopyTo(octets);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(octets)}/{data[2]}/{data[3]}");
    }

    private static string HexAndText(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return string.Empty;
        }

        StringBuilder hex = new();
        StringBuilder text = new();
        foreach (byte octet in data)
        {
            hex.Append(' ').Append(octet.ToString("x2", CultureInfo.InvariantCulture));
            text.Append(octet is >= 0x20 and < 0x7f ? (char)octet : '.');
        }

        return $"{hex} (\"{text}\")";
    }

    private static List<string> Numbers(ReadOnlySpan<byte> data)
    {
        List<string> numbers = [];
        for (int i = 0; i + 1 < data.Length; i += 2)
        {
            numbers.Add(BinaryPrimitives.ReadUInt16BigEndian(data[i..]).ToString(CultureInfo.InvariantCulture));
        }

        return numbers;
    }
}
