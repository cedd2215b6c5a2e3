using System.Globalization;
using Nomen.Client.Services;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>When a transport may connect again: the run of failures, its first and last error, and the hold-off after each.</summary>
/// <remarks>
/// Pure: no socket, no await, no clock; times are timestamps that the caller gives. Not thread-safe: the caller holds its lock.
/// A run ends with the first response. A connection that ended in use without a single response counts as a failure too, but
/// the first of a run costs no hold-off: a server that closed a working connection is asked again at once.
/// </remarks>
internal sealed class ReconnectState(MultiStreamTransportOptions options, DnsRandom random, long frequency)
{
    private TransportError? _first;
    private TransportError? _last;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>When the hold-off ends; past when there is none.</summary>
    public long RetryAt { get; private set; } = long.MinValue;

    /// <summary>Whether there is no hold-off.</summary>
    public bool MayConnect(long now) => now >= RetryAt;

    /// <summary>A connection could not be opened.</summary>
    public void HandleNotConnected(TransportError error, long at) => HandleFailure(error, at, holdsOff: true);

    /// <summary>A connection ended, with requests under way, before it had brought a single response.</summary>
    public void HandleFruitless(TransportError error, long at) => HandleFailure(error, at, holdsOff: Failures > 0);

    /// <summary>A response came.</summary>
    public void HandleResponse()
    {
        Failures = 0;
        RetryAt = long.MinValue;
        _first = null;
        _last = null;
    }

    /// <summary>The last error, with what is known of the run, for a request that comes during the hold-off.</summary>
    public TransportError Describe(long now)
    {
        TransportError last = _last!;
        string detail = last.Detail ?? last.Failure.ToString();
        if (Failures > 1)
        {
            detail += string.Create(CultureInfo.InvariantCulture, $"; {Failures} failures in a row");
            detail += _first!.Detail == last.Detail ? string.Empty : $", the first: {_first.Detail ?? _first.Failure.ToString()}";
        }

        double seconds = Math.Max(0, RetryAt - now) / (double)frequency;
        return last with { Detail = detail + string.Create(CultureInfo.InvariantCulture, $"; no new attempt for {seconds:0.0##} s") };
    }

    private void HandleFailure(TransportError error, long at, bool holdsOff)
    {
        _first ??= error;
        _last = error;
        RetryAt = holdsOff ? at + HoldOff() : at;
        Failures++;
    }

    /// <summary>Doubles with each failure; half of it is certain, the other half chance.</summary>
    private long HoldOff()
    {
        double most = Math.Min(options.MaxHoldOff.TotalSeconds, options.FirstHoldOff.TotalSeconds * Math.Pow(2, Math.Min(Failures, 30)));
        double share = 0.5 + (0.5 * random.NextUInt16() / ushort.MaxValue);
        return (long)(most * share * frequency);
    }
}
