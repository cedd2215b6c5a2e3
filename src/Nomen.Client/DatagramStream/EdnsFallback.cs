using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>Whether to ask an upstream without EDNS, because it refuses it (RFC 6891 section 7). No clock: times are timestamps.</summary>
/// <remarks>
/// Never when DO is set: without an OPT there would be no signatures, and whoever can forge one FORMERR could switch DNSSEC
/// off. What is remembered is one time, written by whoever comes last.
/// </remarks>
internal sealed class EdnsFallback(bool isEnabled, long memory)
{
    private long _refusedUntil = long.MinValue;

    /// <summary>The request as this upstream is known to take it.</summary>
    public DnsRequest Adapt(DnsRequest request, long now) =>
        IsAllowed(request) && now < Volatile.Read(ref _refusedUntil) ? Without(request) : request;

    /// <summary>Whether a response refuses EDNS, and the request may be asked without.</summary>
    public bool Refuses(DnsRequest request, DnsResponse response) => IsAllowed(request) && IsRefusal(response);

    /// <summary>The same request without an OPT.</summary>
    public static DnsRequest Without(DnsRequest request) => request.With((EdnsRecord?)null);

    /// <summary>What came of asking without: if that was better, EDNS was the reason.</summary>
    public void Learn(DnsResponse withoutEdns, long now)
    {
        if (!IsRefusal(withoutEdns))
        {
            Volatile.Write(ref _refusedUntil, now + memory);
        }
    }

    private bool IsAllowed(DnsRequest request) => isEnabled && request is { Opcode: Opcode.Query, Edns.DnssecOk: false };

    /// <summary>A server that answers with an OPT understands it, and means something else: only BADVERS, which needs one to be said at all, refuses EDNS so.</summary>
    private static bool IsRefusal(DnsResponse response) =>
        response.Rcode == Rcode.BadVers || (response.Rcode is Rcode.FormErr or Rcode.NotImp && !response.Message.View.HasEdns);
}
