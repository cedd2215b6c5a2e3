using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Server.Zones;

/// <summary>Answers authoritatively from zones in memory (RFC 1034 section 4.3.2).</summary>
/// <remarks>
/// Holds the zones and no other state; answers on the spot, without waiting for anything. The bottom of a stack, in place of
/// a network; put a listener over it, and it is an authoritative server. Names outside of its zones are REFUSED, opcodes other
/// than QUERY are NOTIMP. Transfers (AXFR, and IXFR answered in full: RFC 1995 section 4) are streams.
/// </remarks>
public sealed class ZoneTransport : IDnsStreamingTransport
{
    private volatile ZoneSet _zones;

    /// <summary>Serves zones.</summary>
    public ZoneTransport(ZoneSet zones)
    {
        ArgumentNullException.ThrowIfNull(zones);
        _zones = zones;
    }

    /// <summary>Serves one or more zones.</summary>
    /// <exception cref="ArgumentException">Two zones have the same name and class.</exception>
    public ZoneTransport(params IEnumerable<Zone> zones)
        : this(new ZoneSet(zones))
    {
    }

    /// <summary>The zones served. May be exchanged at any time: a request sees the old set or the new one, never both.</summary>
    public ZoneSet Zones
    {
        get => _zones;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _zones = value;
        }
    }

    /// <summary>The answer from the zones; always completed when it returns.</summary>
    /// <exception cref="ArgumentException">The request asks for AXFR: see <see cref="SendStreamingAsync"/>.</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<DnsResponse>(cancellationToken);
        }

        if (request.Question is { Type: DnsType.AXFR })
        {
            throw new ArgumentException("A zone transfer has many responses: use SendStreamingAsync.", nameof(request));
        }

        return ValueTask.FromResult(Answer(request));
    }

    /// <summary>The records of a zone, in messages; a single message when there is nothing to send or the zone is not ours.</summary>
    /// <exception cref="ArgumentException">The request asks for neither AXFR nor IXFR.</exception>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.IsTransfer)
        {
            throw new ArgumentException("Only AXFR and IXFR have many responses: use SendAsync.", nameof(request));
        }

        return ZoneTransfer.SendAsync(_zones, request, cancellationToken);
    }

    /// <summary>Does nothing: there is nothing to let go.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DnsResponse Answer(DnsRequest request)
    {
        if (request.Opcode != Opcode.Query)
        {
            return DnsResponse.For(request, Rcode.NotImp).With(AnswerSource.Zone);
        }

        if (request.Question is not { } question)
        {
            return DnsResponse.For(request, Rcode.FormErr).With(AnswerSource.Zone);
        }

        if (question.Type == DnsType.IXFR)
        {
            return ZoneTransfer.CurrentSoa(_zones, request);
        }

        DnsResponse response = ZoneResponse.Compose(request, ZoneLookup.Answer(_zones, question, request.DnssecOk));
        return response.Rcode == Rcode.Refused ? response.With(new ExtendedError(ExtendedErrorCode.NotAuthoritative)) : response;
    }
}
