using System.Net;
using Nomen.Dns.Transports;

namespace Nomen.Client.Sockets;

/// <summary>How TCP connections are opened.</summary>
public sealed record TcpConnectorOptions
{
    /// <summary>Time for a connection to be established. Default 2 s; 1 ms to 60 s.</summary>
    /// <remarks>Shorter finds a black hole sooner; longer suits links where the first SYN is lost often (RFC 6298 sends the next after 1 s).</remarks>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
    } = TimeSpan.FromSeconds(2);

    /// <summary>Local address to connect from; null lets the system choose. Default null. Of the server's address family.</summary>
    public IPAddress? LocalAddress { get; init; }
}
