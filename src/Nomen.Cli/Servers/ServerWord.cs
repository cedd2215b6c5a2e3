using System.Net;
using Nomen.Cli.Arguments;
using Nomen.Dns.Names;

namespace Nomen.Cli.Servers;

/// <summary>A server as written on the command line: <c>192.0.2.1</c>, <c>tcp://[2001:db8::1]:5353</c>, <c>ns1.example.com</c>.</summary>
/// <param name="Scheme">udp, tcp or udp+tcp; null when not written.</param>
/// <param name="Host">Address or name.</param>
/// <param name="Port">Port, when written.</param>
internal sealed record ServerWord(string? Scheme, string Host, int? Port)
{
    /// <summary>Schemes that work here.</summary>
    public static readonly string[] Schemes = ["udp", "tcp", "udp+tcp"];

    /// <summary>The address, when <see cref="Host"/> is one.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host, out IPAddress? address) ? address : null;

    /// <summary>Reads what follows the "@".</summary>
    /// <exception cref="UsageException">It is no server.</exception>
    public static ServerWord Parse(string text)
    {
        string? scheme = null;
        string rest = text;
        int separator = text.IndexOf("://", StringComparison.Ordinal);
        if (separator >= 0)
        {
            scheme = text[..separator];
            rest = text[(separator + 3)..];
            if (!Schemes.Contains(scheme, StringComparer.Ordinal))
            {
                throw new UsageException($"server '@{text}': '{scheme}://' is not one of {string.Join(", ", Schemes.Select(s => s + "://"))}");
            }
        }

        (string host, int? port) = SplitPort(rest, text);
        if (!IPAddress.TryParse(host, out _) && (host.Length == 0 || !DomainName.TryParse(host, out _)))
        {
            throw new UsageException($"server '@{text}': expected an address or a name after '@'");
        }

        return new ServerWord(scheme, host, port);
    }

    /// <summary>Splits <c>host:port</c>, <c>[v6]:port</c>; dig's <c>host#port</c> too.</summary>
    private static (string Host, int? Port) SplitPort(string rest, string text)
    {
        int at = rest.IndexOf('#', StringComparison.Ordinal);
        if (at < 0 && rest.StartsWith('['))
        {
            int close = rest.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || (close + 1 < rest.Length && rest[close + 1] != ':'))
            {
                throw new UsageException($"server '@{text}': expected ']' and perhaps ':port' after the address");
            }

            return (rest[1..close], close + 2 > rest.Length ? null : ReadPort(rest[(close + 2)..], text));
        }

        // An IPv6 literal without brackets has several colons and no port.
        at = at >= 0 ? at : rest.IndexOf(':', StringComparison.Ordinal);
        bool isBareV6 = at >= 0 && rest[at] == ':' && rest.LastIndexOf(':') != at;
        return at < 0 || isBareV6 ? (rest, null) : (rest[..at], ReadPort(rest[(at + 1)..], text));
    }

    private static int ReadPort(string digits, string text) =>
        ushort.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ushort port) && port != 0
            ? port
            : throw new UsageException($"server '@{text}': expected a port from 1 to 65535, not '{digits}'");
}
