using System.Collections.Immutable;
using System.Net;
using Nomen.Dns.Transports;
using Nomen.Server.Cookies;

namespace Nomen.Server.Listeners;

/// <summary>How a <see cref="DnsServer"/> listens, whom it answers, and what it lets one client cost.</summary>
public sealed record DnsServerOptions
{
    /// <summary>Where to listen. Default nowhere: <c>["udp+tcp://127.0.0.1:5353"]</c> is a start. At least one is needed.</summary>
    public ImmutableArray<ListenAddress> Listen { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Networks whose clients are answered. Default the loopback networks 127.0.0.0/8 and ::1/128 (<c>docs/threats.md</c> G1).</summary>
    /// <remarks>A resolver that answers everybody is a weapon: RFC 5358.</remarks>
    public ImmutableArray<IPNetwork> Allow { get; init => field = value.IsDefault ? [] : value; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>Whether clients outside <see cref="Allow"/> are told REFUSED. Default true; false leaves them without any answer, which hides the server and makes them wait.</summary>
    public bool RefuseOthers { get; init; } = true;

    /// <summary>Whether a zone transfer (AXFR, IXFR) may be had: gets the request, whose context tells client and protocol. Default null: nobody may (RFC 5936 section 5).</summary>
    public Func<DnsRequest, bool>? AllowTransfer { get; init; }

    /// <summary>Whether a client's own client subnet option reaches the transport, and the one of its response the client (RFC 7871 section 7.5). Default no: it is left out.</summary>
    /// <remarks>
    /// For a cache with client subnet, which decides what it believes of it; any other transport sends it on as it is, past the cache.
    /// Yes or no, a client that asks to have nothing told of it (source prefix 0) has <see cref="QueryContext.IsClientPrivate"/> set.
    /// </remarks>
    public bool PassClientSubnet { get; init; }

    /// <summary>Largest UDP response in octets, which also is the payload size that responses announce. Default 1,232; 512 to 65,535 (DNS flag day 2020, RFC 9715).</summary>
    /// <remarks>Over 1,232, responses may be cut into IP fragments, which get lost and can be forged. A client's own smaller limit always holds; without EDNS it is 512.</remarks>
    public int MaxUdpPayload
    {
        get;
        init => field = Limit.InRange(value, 512, ushort.MaxValue);
    } = 1232;

    /// <summary>Receive threads for each UDP address, each with a socket of its own on the same port (SO_REUSEPORT). Default 1; 1 to 64; more than 1 works on Linux.</summary>
    /// <remarks>A thread answers what needs no waiting by itself. More threads than processors gain nothing.</remarks>
    public int UdpThreads
    {
        get;
        init => field = Limit.InRange(value, 1, 64);
    } = 1;

    /// <summary>Size of each UDP socket's receive buffer in octets, before the system's own cap. Default 1 MiB; 4 KiB to 64 MiB. Larger rides out longer bursts, and lets queries grow older.</summary>
    public int UdpReceiveBuffer
    {
        get;
        init => field = Limit.InRange(value, 4096, 64 << 20);
    } = 1 << 20;

    /// <summary>Time to find an answer, everything included; then SERVFAIL. Default 10 s; 10 ms to 10 min (<c>docs/threats.md</c> B3).</summary>
    public TimeSpan QueryTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(10);

    /// <summary>Most queries that wait for an answer at one time; more are dropped, and clients ask again. Default 4,096; 1 to 1,000,000 (<c>docs/threats.md</c> E7). Each costs about 1 KiB.</summary>
    public int MaxQueriesInFlight
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000_000);
    } = 4096;

    /// <summary>What the server tells of itself with the NSID option (RFC 5001) and as <c>id.server</c> TXT of class CH (RFC 4892). Default null: nothing. At most 255 characters.</summary>
    public string? Identity
    {
        get;
        init => field = ShortText(value);
    }

    /// <summary>What <c>version.bind</c> and <c>version.server</c> TXT of class CH tell. Default null: REFUSED (<c>docs/threats.md</c> G3). At most 255 characters.</summary>
    public string? Version
    {
        get;
        init => field = ShortText(value);
    }

    /// <summary>DNS cookies: proof that a client can receive at its address (RFC 7873). Default null: cookies of clients are left without one of ours.</summary>
    public ServerCookieOptions? Cookies { get; init; }

    /// <summary>Time for what is being answered when the server is disposed. Default 2 s; 0 to 1 min.</summary>
    public TimeSpan DrainTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    } = TimeSpan.FromSeconds(2);

    /// <summary>How TCP connections are held. Default: the defaults of <see cref="ConnectionOptions"/>.</summary>
    public ConnectionOptions Connections { get; init; } = new();

    private static string? ShortText(string? value) => value is null || System.Text.Encoding.UTF8.GetByteCount(value) <= byte.MaxValue
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "At most 255 octets of UTF-8 are allowed.");
}
