using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;

namespace Nomen.Client.Upstreams;

/// <summary>
/// An upstream in the one textual form that options, settings and the command share: <c>192.0.2.1</c>, <c>tcp://[2001:db8::1]:5353</c>,
/// <c>tls://192.0.2.2#dns.example</c>, <c>https://dns.example/dns-query{?dns}</c>.
/// </summary>
/// <remarks>Immutable. Behind the <c>#</c> of an encrypted scheme stands the name that the certificate must have; of a clear-text scheme a port, as dig writes it.</remarks>
public sealed record UpstreamAddress
{
    /// <summary>What stands behind the host of an HTTPS upstream that names no path (RFC 8484 section 4.1.1's example).</summary>
    public const string DefaultPath = "/dns-query{?dns}";

    private UpstreamAddress(UpstreamScheme scheme, string host, int? writtenPort)
    {
        Scheme = scheme;
        Host = host;
        WrittenPort = writtenPort;
    }

    /// <summary>How it is asked.</summary>
    public UpstreamScheme Scheme { get; init; }

    /// <summary>Address or name, without brackets.</summary>
    public string Host { get; }

    /// <summary>The address, when <see cref="Host"/> is one.</summary>
    public IPAddress? Address => TryParseHost(Host, out IPAddress? address) ? address : null;

    /// <summary>The port as written; null when it is the scheme's own.</summary>
    public int? WrittenPort { get; init; }

    /// <summary>The port: as written, or the scheme's own.</summary>
    public int Port => WrittenPort ?? DefaultPortOf(Scheme);

    /// <summary>The name that the certificate must have, as written behind <c>#</c>; null for the host itself.</summary>
    public string? AuthenticationName { get; init; }

    /// <summary>Path and query of an HTTPS upstream, a URI template (RFC 6570); null for other schemes.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the scheme encrypts.</summary>
    public bool IsEncrypted => Scheme is not (UpstreamScheme.Udp or UpstreamScheme.Tcp or UpstreamScheme.UdpTcp);

    /// <summary>The registered port of a scheme.</summary>
    public static int DefaultPortOf(UpstreamScheme scheme) => scheme switch
    {
        UpstreamScheme.Tls or UpstreamScheme.Quic => 853,
        UpstreamScheme.Https or UpstreamScheme.Http3 => 443,
        _ => 53,
    };

    /// <summary>Reads an upstream.</summary>
    /// <exception cref="DnsTextException">It is none; the exception says what was expected, and at which character.</exception>
    public static UpstreamAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new UpstreamAddressReader(text).Read();
    }

    /// <summary>Reads an upstream; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UpstreamAddress? address)
    {
        try
        {
            address = text is null ? null : Parse(text);
        }
        catch (DnsTextException)
        {
            address = null;
        }

        return address is not null;
    }

    /// <summary>The canonical text, which <see cref="Parse"/> reads back to an equal value.</summary>
    public override string ToString()
    {
        string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        string port = WrittenPort is { } written ? ':' + written.ToString(CultureInfo.InvariantCulture) : string.Empty;
        string name = AuthenticationName is null ? string.Empty : '#' + AuthenticationName;
        return $"{NameOf(Scheme)}://{host}{port}{Path}{name}";
    }

    internal static UpstreamAddress Create(UpstreamScheme scheme, string host, int? port, string? path, string? name) =>
        new(scheme, host, port) { Path = path, AuthenticationName = name };

    // The system reads "1" and "0x7f.1" as addresses; here these are names.
    internal static bool TryParseHost(string text, out IPAddress? address)
    {
        bool looksLikeAddress = text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3;
        address = looksLikeAddress && !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out IPAddress? parsed) ? parsed : null;
        return address is not null || (text.Length > 0 && text.All(IsNameCharacter) && DomainName.TryParse(text, out _));
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.';

    private static string NameOf(UpstreamScheme scheme) => scheme switch
    {
        UpstreamScheme.UdpTcp => "udp+tcp",
        UpstreamScheme.Http3 => "h3",
        _ => scheme.ToString().ToLowerInvariant(),
    };
}
