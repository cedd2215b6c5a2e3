using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Tls;
using Nomen.Dns.Transports;

namespace Nomen.Client.Https;

/// <summary>How a transport that makes its own connections opens and keeps them. A caller's own <see cref="HttpClient"/> has its own settings.</summary>
public sealed record HttpsConnectionOptions
{
    /// <summary>Addresses of the server, asked in turn, so that no name need be looked up. Default none: the system's resolver finds the template's host.</summary>
    /// <remarks>
    /// Give them when this transport is to be the system's resolver, which could not resolve its own name. The template's host stays the
    /// name that the certificate must have. HTTP/3 does not use them: the platform makes its connections itself.
    /// </remarks>
    public ImmutableArray<IPAddress> Addresses
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Time after which the next address is tried beside the one before. Default 250 ms; 10 ms to 5 s. RFC 8305 section 5.</summary>
    /// <remarks>Shorter costs the servers more half-open connections, longer makes a dead first address felt.</remarks>
    public TimeSpan AttemptDelay
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5));
    } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time for a connection to be established, TLS included, by the system's clock. Default 4 s; 10 ms to 60 s.</summary>
    /// <remarks>Shorter than the time of a request, so that the error says what took so long.</remarks>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(60));
    } = TimeSpan.FromSeconds(4);

    /// <summary>Silence on a connection with requests under way after which it is pinged. Default 2 s; 1 s to 3,600 s. RFC 9113 section 6.7.</summary>
    /// <remarks>A connection that died unnoticed (NAT, a change of network) would otherwise eat every request until TCP gives up, minutes later.</remarks>
    public TimeSpan KeepAlivePingDelay
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3600));
    } = TimeSpan.FromSeconds(2);

    /// <summary>Time for the ping's answer, after which the connection is given up. Default 3 s; 1 s to 600 s.</summary>
    /// <remarks>With the default delay a dead connection is given up when its first requests time out.</remarks>
    public TimeSpan KeepAlivePingTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(3);

    /// <summary>How long a connection with nothing outstanding stays open. Default 60 s; 1 s to 3,600 s.</summary>
    /// <remarks>Longer saves handshakes and holds a socket here and at the server.</remarks>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3600));
    } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a second HTTP/2 connection may be opened when the server takes no more streams on the first. Default false.</summary>
    /// <remarks>Without it requests wait for a stream, within their time.</remarks>
    public bool EnableMultipleHttp2Connections { get; init; }

    /// <summary>Most connections over HTTP/1.1, which has one request at a time on each. Default 4; 1 to 1,000.</summary>
    public int MaxHttp11Connections
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000);
    } = 4;

    /// <summary>Proxy to go through; null for none. Default null, whatever the environment says.</summary>
    /// <remarks>An HTTP proxy sees the server's name and nothing of the requests. It resolves that name itself, so <see cref="Addresses"/> do not go with it.</remarks>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Certificates of authorities to trust instead of the system's. Default none: the system's.</summary>
    public ImmutableArray<X509Certificate2> TrustedRoots
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Keys of which the server must have one. Default none. RFC 7858 section 4.2.</summary>
    /// <remarks>It must be that of a certificate on the checked path, beside trust and the right name: with several, a spare key may be kept offline.</remarks>
    public ImmutableArray<SpkiPin> Pins
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}
