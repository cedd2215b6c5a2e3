using System.Collections.Immutable;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Tls;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Client.Sockets;

/// <summary>How TLS connections are opened, and how the server must prove who it is (RFC 7858, RFC 8310).</summary>
public sealed record TlsConnectorOptions
{
    /// <summary>What zone transfers ask of TLS: version 1.3, and the application protocol <c>dot</c> (RFC 9103 sections 7.1 and 7.2).</summary>
    public static TlsConnectorOptions ForTransfers { get; } = new() { MinimumVersion = SslProtocols.Tls13, Alpn = AlpnUse.Require };

    /// <summary>The name, or address, that the server's certificate must have as a subject alternative name. Default null. RFC 8310 section 8.1.</summary>
    /// <remarks>
    /// Null with <see cref="Pins"/>: the pins alone decide. Null without: the certificate must be for the server's address.
    /// The name travels in clear in the handshake (server name indication); an address does not.
    /// </remarks>
    /// <exception cref="ArgumentException">It is neither a name nor an address.</exception>
    public string? AuthenticationName
    {
        get;
        init => field = value is null || IPAddress.TryParse(value, out _) || IsName(value)
            ? value?.TrimEnd('.')
            : throw new ArgumentException($"'{value}' is neither a name nor an address.", nameof(value));
    }

    /// <summary>Public keys of which the server must have one. Default none: any key. RFC 7858 section 4.2.</summary>
    /// <remarks>
    /// With <see cref="AuthenticationName"/> both must fit (RFC 8310 section 6.4), and the key may be any on the checked path. Alone, the
    /// key must be the server's own, and neither names nor dates nor authorities count. Have a second pin for when the server changes its key.
    /// </remarks>
    public ImmutableArray<SpkiPin> Pins { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether a server that did not prove who it is may be used. Default <see cref="PrivacyProfile.Strict"/>: no. RFC 8310 section 5.</summary>
    /// <remarks>Opportunistic keeps out those who listen, not those who stand in for the server. It still never sends clear text.</remarks>
    public PrivacyProfile Profile { get; init => field = Limit.Defined(value); }

    /// <summary>Authorities that may have signed the certificate, instead of the system's. Default none: the system's.</summary>
    public ImmutableArray<X509Certificate2> TrustedRoots { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether to ask the authorities if the certificate is revoked. Default <see cref="X509RevocationMode.NoCheck"/>; all its values.</summary>
    /// <remarks>Asking needs DNS, which may be what is being set up here, tells the authority who is asked, and makes each handshake slower. A status that cannot be had refuses the server.</remarks>
    public X509RevocationMode Revocation { get; init => field = Limit.Defined(value); } = X509RevocationMode.NoCheck;

    /// <summary>Our own certificate with its key, for servers that ask for one. Default null: none.</summary>
    /// <remarks>Not disposed here. Up to TLS 1.2 it travels in clear.</remarks>
    /// <exception cref="ArgumentException">It has no private key.</exception>
    public X509Certificate2? ClientCertificate
    {
        get;
        init => field = value is null or { HasPrivateKey: true } ? value : throw new ArgumentException("The client certificate has no private key.", nameof(value));
    }

    /// <summary>The oldest version of TLS. Default and lowest <see cref="SslProtocols.Tls12"/>; or <see cref="SslProtocols.Tls13"/>. RFC 8310 section 9.</summary>
    /// <remarks>1.3 also hides the server's certificate from those who listen, and takes one round trip less; older servers do not have it.</remarks>
    public SslProtocols MinimumVersion
    {
        get;
        init => field = value is SslProtocols.Tls12 or SslProtocols.Tls13
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(MinimumVersion)} is {value}, allowed are {SslProtocols.Tls12} and {SslProtocols.Tls13}.");
    } = SslProtocols.Tls12;

    /// <summary>What is made of the application protocol <c>dot</c>. Default <see cref="AlpnUse.Offer"/>. RFC 7301, RFC 9103 section 7.1.</summary>
    public AlpnUse Alpn { get; init => field = Limit.Defined(value); }

    /// <summary>Whether a new connection may go on with the keys of an earlier one to the same name. Default true. RFC 8310 section 9.</summary>
    /// <remarks>Saves octets, and signatures on both sides. A ticket lets the server, and up to TLS 1.2 whoever listens, tell that both connections are of one client.</remarks>
    public bool ResumeSessions { get; init; } = true;

    /// <summary>Time for the TLS handshake, once TCP is connected. Default 5 s; 1 ms to 60 s.</summary>
    /// <remarks>A server that takes connections and says nothing would hold requests for as long.</remarks>
    public TimeSpan HandshakeTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
    } = TimeSpan.FromSeconds(5);

    /// <summary>How the TCP connection underneath is opened. Default <see cref="TcpConnectorOptions"/>'s own.</summary>
    public TcpConnectorOptions Tcp { get; init; } = new();

    // A host name has more rules than a name of the DNS; a certificate's names have letters, digits, hyphens and dots.
    private static bool IsName(string text) => DomainName.TryParse(text, out DomainName name) && !name.IsRoot && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
