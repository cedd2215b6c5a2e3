using System.Net;
using Nomen.Dns.Transports;

namespace Nomen.Client.Https;

/// <summary>How requests travel over HTTPS (RFC 8484).</summary>
public sealed record HttpsTransportOptions
{
    /// <summary>Whether the message is in the body or in the URI. Default <see cref="DohMethod.Get"/>. RFC 8484 section 4.1.</summary>
    /// <remarks>
    /// GET lets HTTP caches answer, and is one frame; POST is shorter, leaves no names in logs of URIs, and costs more, as the platform sends
    /// the head of a request apart from its body. Eight at a time may be between the two, as BIND 9.18 takes no more.
    /// </remarks>
    public DohMethod Method
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, "It is no method of DoH.");
    } = DohMethod.Get;

    /// <summary>HTTP version to ask for. Default 2.0; 1.1, 2.0 or 3.0. RFC 8484 section 5.2.</summary>
    /// <remarks>HTTP/1.1 has one request at a time on a connection. HTTP/3 needs QUIC, which <see cref="VersionPolicy"/> says what to do without.</remarks>
    public Version Version
    {
        get;
        init => field = IsKnown(value) ? value : throw new ArgumentOutOfRangeException(nameof(Version), value, "Allowed are 1.1, 2.0 and 3.0.");
    } = HttpVersion.Version20;

    /// <summary>What to do when the server or this machine has not that version. Default <see cref="HttpVersionPolicy.RequestVersionOrLower"/>.</summary>
    /// <remarks>Over <c>http://</c> nothing negotiates: the version asked for is used as it is.</remarks>
    public HttpVersionPolicy VersionPolicy
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(VersionPolicy), value, "It is no policy.");
    } = HttpVersionPolicy.RequestVersionOrLower;

    /// <summary>Time for one request, connecting and repeating included. Default 5 s; 1 ms to 600 s.</summary>
    /// <remarks>The deadline of the query (<see cref="QueryContext"/>) holds when it is earlier. Nothing that the server sends moves either.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(600));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Requests under way at the same time. Default 100; 1 to 32,768. RFC 9113 section 5.1.2.</summary>
    /// <remarks>Servers commonly take 100 streams on a connection; what is more waits there, or opens another connection if allowed.</remarks>
    public int MaxConcurrentRequests
    {
        get;
        init => field = Limit.InRange(value, 1, 32_768);
    } = 100;

    /// <summary>Requests that may wait for a place when <see cref="MaxConcurrentRequests"/> are under way, first come, first served. Default 1,000; 0 to 10,000.</summary>
    /// <remarks>One more fails with <see cref="Dns.Errors.TransportFailure.Overloaded"/> at once: better than a time-out later.</remarks>
    public int QueueLimit
    {
        get;
        init => field = Limit.InRange(value, 0, 10_000);
    } = 1_000;

    /// <summary>Octets to whose multiple requests are padded; 0 for no padding. Default 128; 0 to 4,096. RFC 8467 section 4.1.</summary>
    /// <remarks>Without it the length of a request tells much about its name. Requests without an OPT are not padded, nor is anything over <c>http://</c>.</remarks>
    public int PaddingBlock
    {
        get;
        init => field = Limit.InRange(value, 0, 4_096);
    } = 128;

    /// <summary>The longest response to read, in octets. Default 65,535, the longest that DNS knows; 512 to 65,535. RFC 8484 section 6.</summary>
    /// <remarks>A longer one fails its request before more of it is read.</remarks>
    public int MaxResponseLength
    {
        get;
        init => field = Limit.InRange(value, 512, ushort.MaxValue);
    } = ushort.MaxValue;

    /// <summary>How often one request follows a redirect, to the same scheme, host and port only. Default 3; 0 to 10.</summary>
    /// <remarks>To another host it never goes: whoever can redirect would choose the resolver. Zero refuses every redirect.</remarks>
    public int MaxRedirects
    {
        get;
        init => field = Limit.InRange(value, 0, 10);
    } = 3;

    private static bool IsKnown(Version version) => version == HttpVersion.Version11 || version == HttpVersion.Version20 || version == HttpVersion.Version30;
}
