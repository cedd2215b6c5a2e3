using System.Buffers.Binary;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>How long a connection may be idle: our option, or what the server says with edns-tcp-keepalive (RFC 7828). Pure, not thread-safe.</summary>
internal sealed class IdleTime(StreamTransportOptions options, long frequency)
{
    private bool _isOffered;
    private bool _wasUsed;
    private long _ticks = ToTicks(options.IdleTimeout, frequency);

    /// <summary>When a connection that stays idle is to be closed, as a timestamp.</summary>
    public long Deadline { get; private set; } = long.MaxValue;

    /// <summary>There was a request.</summary>
    public void HandleUsed() => _wasUsed = true;

    /// <summary>Nothing is outstanding from now on.</summary>
    public void Begin(long now)
    {
        // An idle time of zero means after use: a connection that was opened ahead is for its first request.
        Deadline = _wasUsed || _ticks > 0 ? now + _ticks : long.MaxValue;
    }

    /// <summary>Whether to offer the option with this request, the first that can carry it; true once.</summary>
    public bool TryOffer(DnsRequest request)
    {
        if (_isOffered || !options.OfferKeepalive || request.Edns is not { } edns)
        {
            return false;
        }

        _isOffered = true;
        foreach (EdnsOption option in edns.Options)
        {
            // The caller offers it himself.
            if (option.Code == EdnsOptionCode.TcpKeepalive)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes what a response says, if it was asked for; true when that is zero: the server wants the connection back.</summary>
    public bool Read(DnsMessage message)
    {
        // RFC 7828 section 3.4: units of 100 ms. The first option counts, and one without a value says nothing.
        if (!_isOffered || !message.View.TryGetEdns(out EdnsView edns)
            || !edns.TryGetOption(EdnsOptionCode.TcpKeepalive, out ReadOnlySpan<byte> data) || data.Length != sizeof(ushort))
        {
            return false;
        }

        TimeSpan said = TimeSpan.FromMilliseconds(100L * BinaryPrimitives.ReadUInt16BigEndian(data));
        _ticks = ToTicks(said < options.KeepaliveLimit ? said : options.KeepaliveLimit, frequency);
        return said == TimeSpan.Zero;
    }

    private static long ToTicks(TimeSpan span, long frequency) => (long)(span.TotalSeconds * frequency);
}
