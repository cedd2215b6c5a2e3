using Microsoft.Extensions.Logging;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tsig;

/// <summary>The signatures of one request: each transmission has a session of its own, and what any of them accepted is known here. Thread-safe.</summary>
/// <remarks>A response counts only when the hop had it checked: a layer underneath that answers by itself, or ignores signatures, is found out.</remarks>
/// <param name="key">The key.</param>
/// <param name="options">What is allowed.</param>
/// <param name="clock">UTC.</param>
/// <param name="shift">Seconds by which the server's clock is ahead of ours; 0 as long as it is not known.</param>
/// <param name="logger">Where to say what was dropped.</param>
internal sealed class TsigProtection(TsigKey key, TsigOptions options, TimeProvider clock, long shift, ILogger logger) : IRequestProtection
{
    private readonly Lock _lock = new();
    private readonly List<(byte[] Mac, TsigVerdict Verdict)> _accepted = [];

    /// <inheritdoc/>
    public int MaxOverhead => TsigClientSession.OverheadOf(key);

    /// <summary>Seconds since 1970, as the server has it.</summary>
    public ulong Now => (ulong)Math.Max(0, OurTime + shift);

    private long OurTime => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <inheritdoc/>
    public ITransmissionProtection Begin() => new TsigTransmission(this, new TsigClientSession(key, options));

    /// <summary>How far a server's clock is ahead of ours, in seconds.</summary>
    public long ShiftTo(ulong serverTime) => (long)serverTime - OurTime;

    /// <summary>Notes what a session found; from the hop.</summary>
    public void Note(DnsMessage reply, in TsigVerdict verdict)
    {
        if (verdict.Status is not (TsigStatus.Good or TsigStatus.PeerError))
        {
            if (verdict.Status != TsigStatus.Unsigned)
            {
                TsigTransport.Log.Dropped(logger, key, verdict.Status);
            }

            return;
        }

        byte[] mac = SignatureOf(reply)!.Mac.ToArray();
        lock (_lock)
        {
            _accepted.Add((mac, verdict));
        }
    }

    /// <summary>What was found about a response; each finding is taken once.</summary>
    public TsigVerdict Take(DnsMessage response)
    {
        if (SignatureOf(response) is not { } signature)
        {
            return new TsigVerdict(TsigStatus.Missing);
        }

        lock (_lock)
        {
            int index = _accepted.FindIndex(accepted => accepted.Mac.AsSpan().SequenceEqual(signature.Mac.Span));
            if (index >= 0)
            {
                TsigVerdict verdict = _accepted[index].Verdict;
                _accepted.RemoveAt(index);
                return verdict;
            }
        }

        bool isError = response.Rcode == Rcode.NotAuth && signature.Mac.IsEmpty && signature.Error != Rcode.NoError;
        return isError ? new TsigVerdict(TsigStatus.UnprovenPeerError, signature.Error) : new TsigVerdict(TsigStatus.BadSig);
    }

    private static TsigData? SignatureOf(DnsMessage message)
    {
        if (message.View.HasTsig)
        {
            foreach (RecordView record in message.Additional)
            {
                if (record.TryGetData(out TsigData? data))
                {
                    return data;
                }
            }
        }

        return null;
    }
}
