using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>Settings of a <see cref="DatagramTransport"/>. Out of range throws where it is set.</summary>
public sealed record DatagramTransportOptions
{
    /// <summary>Total time for one request at this upstream, all sends and waiting for a slot included. Default 5 s; 1 ms to 60 s. The query's own deadline, when nearer, holds instead.</summary>
    /// <remarks>Shorter finds a dead server sooner; too short gives up on slow ones.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Most times that a request is sent, the first included. Default 3; 1 to 100. RFC 1035 section 4.2.1.</summary>
    /// <remarks>Each send has a socket, an ID and a letter case of its own, and all stay valid until the end. More survives more loss, and loads a slow server more.</remarks>
    public int MaxSends
    {
        get;
        init => field = Limit.InRange(value, 1, 100);
    } = 3;

    /// <summary>Time to the second send while the upstream's round-trip time is unknown; doubled for each further one. Default 1 s; 10 ms to 30 s. RFC 6298 section 2.1.</summary>
    public TimeSpan InitialRetransmission
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30));
    } = TimeSpan.FromSeconds(1);

    /// <summary>Least time between two sends once round-trip times are known. Default 100 ms; 10 ms to 30 s; at most <see cref="MaxRetransmission"/>.</summary>
    /// <remarks>Shorter repeats lost datagrams sooner on a fast network, and sends duplicates when the server is briefly busy.</remarks>
    public TimeSpan MinRetransmission
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30));
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>Most time between two sends, doubling included. Default 3 s; 10 ms to 30 s; at least <see cref="MinRetransmission"/> and <see cref="InitialRetransmission"/>.</summary>
    public TimeSpan MaxRetransmission
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30));
    } = TimeSpan.FromSeconds(3);

    /// <summary>UDP payload size in octets: advertised in OPT, unless the request sets its own, and the limit of a request itself. Default 1,232; 512 to 65,535. RFC 6891 section 6.2.3, RFC 9715.</summary>
    /// <remarks>Above 1,232, answers may come in fragments, which get lost or forged; below, more answers need TCP.</remarks>
    public int PayloadSize
    {
        get;
        init => field = Limit.InRange(value, 512, ushort.MaxValue);
    } = 1232;

    /// <summary>Longest datagram read, in octets. Default 2,048; 512 to 65,535; at least <see cref="PayloadSize"/>. A longer one counts as truncated.</summary>
    /// <remarks>Costs that much memory for each send that is waited for. A request that advertises more of its own accord needs more here.</remarks>
    public int ReceiveBufferSize
    {
        get;
        init => field = Limit.InRange(value, 512, ushort.MaxValue);
    } = 2048;

    /// <summary>Most requests at once; further ones wait in a queue. Default 100; 1 to 32,768.</summary>
    /// <remarks>Each costs a socket for every send, unless <see cref="SharedSockets"/> is set.</remarks>
    public int MaxConcurrentQueries
    {
        get;
        init => field = Limit.InRange(value, 1, 32_768);
    } = 100;

    /// <summary>Most requests that wait for a slot; one more fails at once as overloaded. Default 1,000; 0 to 1,000,000.</summary>
    /// <remarks>They wait within their deadline, in the order of arrival.</remarks>
    public int QueueLimit
    {
        get;
        init => field = Limit.InRange(value, 0, 1_000_000);
    } = 1_000;

    /// <summary>Whether the letters of the query name are sent in random case, which a reply must repeat (0x20). Default true.</summary>
    /// <remarks>Makes forging a reply harder by up to 1 bit a letter. Off, the reply's case does not count.</remarks>
    public bool RandomizeCase { get; init; } = true;

    /// <summary>How long an upstream that did not keep the case is asked without 0x20. Default 15 min; 1 s to 1 day.</summary>
    public TimeSpan CaseFoldingMemory
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    } = TimeSpan.FromMinutes(15);

    /// <summary>Replies with a wrong ID, question or cookie that one request takes before it is to be asked over TCP. Default 10; 1 to 1,000. RFC 5452 section 9.2.</summary>
    /// <remarks>More gives somebody who guesses IDs more tries.</remarks>
    public int MaxNearMisses
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000);
    } = 10;

    /// <summary>Whether requests that have an OPT, no COOKIE option of their own and no signature, carry a DNS cookie. Default true. RFC 7873, RFC 9018.</summary>
    /// <remarks>
    /// A reply must repeat the client cookie, which adds 64 bits to what a forger must guess, from a server known for cookies.
    /// Costs 12 to 44 octets a request. A server that answers such a request with FORMERR is asked again without.
    /// </remarks>
    public bool Cookies { get; init; } = true;

    /// <summary>How long a server cookie is sent, and a reply without a cookie is suspect, after the last reply with one; also how long a server that refuses cookies gets none. Default 1 h; 1 s to 1 day. RFC 9018 section 4.3.</summary>
    /// <remarks>Shorter forgets the protection of servers that are seldom asked; longer asks more often over TCP when a server has given cookies up.</remarks>
    public TimeSpan CookieMemory
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    } = TimeSpan.FromHours(1);

    /// <summary>How long a client cookie is used before another is drawn. Default 1 day; 1 min to 36 days. RFC 7873 section 7.1.</summary>
    /// <remarks>Shorter lets the server recognise its client for less long; servers that demand their own cookie then ask for it again.</remarks>
    public TimeSpan ClientCookieLifetime
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMinutes(1), TimeSpan.FromDays(36));
    } = TimeSpan.FromDays(1);

    /// <summary>Local address to send from; null lets the system choose. Default null. Of the server's address family.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Number of sockets that all requests share; 0 gives each send a socket, and so a port, of its own. Default 0; 0 to 64.</summary>
    /// <remarks>
    /// For trusted paths only (loopback, a private network): a known port leaves 16 bits of ID, and 0x20, to guess (RFC 5452 section 7).
    /// Each shared socket has one receive thread and half a megabyte of tables, and stays open as long as the transport. Replies with IDs that nobody waits for cannot be told apart from late ones there, and are not near misses.
    /// </remarks>
    public int SharedSockets
    {
        get;
        init => field = Limit.InRange(value, 0, 64);
    }

    /// <summary>Whether the caller's code after a shared socket's reply runs on the receive thread. Default false: it hops to the services' scheduler.</summary>
    /// <remarks>Saves the hop. Code that blocks there stops every request of the socket: for own, trusted pipelines only. Only with <see cref="SharedSockets"/>.</remarks>
    public bool CompleteInline { get; init; }

    /// <summary>Checks the rules over several options, and that options about sockets meet sockets of ours.</summary>
    /// <exception cref="ArgumentException">Two do not go together.</exception>
    internal void ThrowIfAtOdds(bool ownSockets, AddressFamily family)
    {
        ThrowIf(MinRetransmission > MaxRetransmission, $"{nameof(MinRetransmission)} is above {nameof(MaxRetransmission)}.");
        ThrowIf(InitialRetransmission > MaxRetransmission, $"{nameof(InitialRetransmission)} is above {nameof(MaxRetransmission)}.");
        ThrowIf(ReceiveBufferSize < PayloadSize, $"{nameof(ReceiveBufferSize)} is below {nameof(PayloadSize)}.");
        ThrowIf(LocalAddress is { } local && local.AddressFamily != family, $"{nameof(LocalAddress)} is not of the server's address family.");
        ThrowIf(!ownSockets && LocalAddress is not null, $"{nameof(LocalAddress)} does not go with a connector, which chooses the address itself.");
        ThrowIf(!ownSockets && SharedSockets > 0, $"{nameof(SharedSockets)} does not go with a connector.");
        ThrowIf(CompleteInline && SharedSockets == 0, $"{nameof(CompleteInline)} needs {nameof(SharedSockets)}.");
    }

    private static void ThrowIf(bool isAtOdds, string message)
    {
        if (isAtOdds)
        {
            throw new ArgumentException(message);
        }
    }
}
