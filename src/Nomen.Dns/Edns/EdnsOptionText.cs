using System.Globalization;
using System.Text;

namespace Nomen.Dns.Edns;

/// <summary>Options for a person, as dig shows them. What came from the network leaves here in printable characters only.</summary>
internal static class EdnsOptionText
{
    public static string Name(EdnsOptionCode code) => code switch
    {
        EdnsOptionCode.Llq => "LLQ",
        EdnsOptionCode.UpdateLease => "UPDATE-LEASE",
        EdnsOptionCode.Nsid => "NSID",
        EdnsOptionCode.Dau => "DAU",
        EdnsOptionCode.Dhu => "DHU",
        EdnsOptionCode.N3u => "N3U",
        EdnsOptionCode.ClientSubnet => "CLIENT-SUBNET",
        EdnsOptionCode.Expire => "EXPIRE",
        EdnsOptionCode.Cookie => "COOKIE",
        EdnsOptionCode.TcpKeepalive => "TCP KEEPALIVE",
        EdnsOptionCode.Padding => "PAD",
        EdnsOptionCode.Chain => "CHAIN",
        EdnsOptionCode.KeyTag => "KEY-TAG",
        EdnsOptionCode.ExtendedError => "EDE",
        EdnsOptionCode.ClientTag => "CLIENT-TAG",
        EdnsOptionCode.ServerTag => "SERVER-TAG",
        EdnsOptionCode.ReportChannel => "REPORT-CHANNEL",
        EdnsOptionCode.ZoneVersion => "ZONEVERSION",
        _ => "OPT=" + ((ushort)code).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary><c>6e 73 31 ("ns1")</c>; a dot stands for an octet that cannot be printed.</summary>
    public static string Octets(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
        {
            return string.Empty;
        }

        StringBuilder text = new(octets.Length * 4);
        foreach (byte octet in octets)
        {
            text.Append(octet.ToString("x2", CultureInfo.InvariantCulture)).Append(' ');
        }

        text.Append("(\"");
        foreach (byte octet in octets)
        {
            text.Append(octet is >= 0x20 and < 0x7f ? (char)octet : '.');
        }

        return text.Append("\")").ToString();
    }

    /// <summary>Octets as decimal numbers: <c>8, 13</c>.</summary>
    public static string Numbers(ReadOnlySpan<byte> octets) => string.Join(", ", octets.ToArray());

    /// <summary><c>1 week 2 days</c>.</summary>
    public static string Duration(uint seconds)
    {
        if (seconds == 0)
        {
            return "0 seconds";
        }

        List<string> parts = [];
        foreach ((uint unit, string name) in new[] { (604800u, "week"), (86400u, "day"), (3600u, "hour"), (60u, "minute"), (1u, "second") })
        {
            uint count = seconds / unit;
            seconds %= unit;
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? string.Empty : "s")}"));
            }
        }

        return string.Join(' ', parts);
    }
}
