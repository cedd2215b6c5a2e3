using Nomen.Client.Datagram.Cookies;
using Nomen.Client.Services;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>One datagram sent for a request: an ID, a letter case and a signature of its own. Reused from request to request.</summary>
internal class DatagramTransmission
{
    private LetterCase _case;
    private int _nameLength;

    /// <summary>The message ID.</summary>
    public ushort Id { get; private set; }

    /// <summary>Timestamp of sending.</summary>
    public long SentAt { get; private set; }

    /// <summary>Whether a reply may still come: false before it was sent, and after a bare error or a failure.</summary>
    public bool IsLive { get; private set; }

    /// <summary>The signature; null when the request is not signed.</summary>
    public ITransmissionProtection? Protection { get; private set; }

    /// <summary>The cookie; null when none is sent. Set before the transmission can be answered.</summary>
    public CookiePair? Cookie { get; set; }

    /// <summary>Starts a transmission.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="id">Its message ID.</param>
    /// <param name="caseSource">Where letter case comes from; null for the request's own.</param>
    /// <param name="now">Timestamp.</param>
    public void Begin(DnsRequest request, ushort id, DnsRandom? caseSource, long now)
    {
        Id = id;
        SentAt = now;
        IsLive = true;
        Protection = request.Protection?.Begin();
        _nameLength = caseSource is not null && request.Question is { } question ? question.Name.Length : 0;
        if (_nameLength > 0)
        {
            _case.Draw(caseSource!, _nameLength);
        }
    }

    /// <summary>Ends it: no reply to it counts any more.</summary>
    public void End()
    {
        IsLive = false;
        Protection = null;
        Cookie = null;
    }

    /// <summary>Writes the request as this transmission sends it; false when it does not fit.</summary>
    public bool TryCompose(DnsRequest request, int payloadSize, Span<byte> buffer, out int length)
    {
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        HopFields hop = new()
        {
            Id = Id,
            PayloadSize = (ushort)payloadSize,
            CasedName = WriteName(request, name),
            Options = Cookie is { } cookie ? cookie.Option : default,
            Protection = Protection,
        };
        return RequestComposer.TryCompose(request, buffer, hop, out length);
    }

    /// <summary>The query name in the case sent; empty when the case does not count.</summary>
    /// <param name="request">The request.</param>
    /// <param name="buffer">Room for a name.</param>
    public ReadOnlySpan<byte> WriteName(DnsRequest request, Span<byte> buffer)
    {
        if (_nameLength == 0)
        {
            return [];
        }

        Span<byte> name = buffer[.._nameLength];
        _case.Apply(request.Question!.Value.Name.Wire, name);
        return name;
    }
}
