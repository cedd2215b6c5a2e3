using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tsig;

/// <summary>One signed request, and the check of what answers it: one response, or a stream of them (RFC 8945 sections 5.1, 5.3.1 and 5.4). Low-level.</summary>
/// <remarks>
/// No socket and no clock: the time is given, in seconds since 1970 UTC. A message that fails changes nothing as long as none was good,
/// so that a forged reply does not keep the genuine one out; within a stream the first failure is the last word. Not thread-safe.
/// </remarks>
public sealed class TsigClientSession
{
    private readonly TsigChain _chain;
    private readonly TsigOptions _options;
    private TsigVerdict? _end;
    private bool _isStream;
    private int _unsigned;

    /// <summary>Starts a session, for one transmission of a request.</summary>
    /// <param name="key">The key.</param>
    /// <param name="options">What is allowed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The key has HMAC-MD5, and the policy does not allow it.</exception>
    public TsigClientSession(TsigKey key, TsigOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        _options = options ?? TsigOptions.Default;
        ThrowUnlessAllowed(key, _options);
        _chain = new TsigChain(key);
    }

    /// <summary>The MAC of the request, or of the last good message of a stream; empty before signing.</summary>
    public ReadOnlySpan<byte> Mac => _chain.Prior;

    /// <summary>Octets that a signature adds to a request, exactly.</summary>
    public static int OverheadOf(TsigKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TsigChain.RecordLength(key.Name.Length, key.Algorithm.Name.Length, key.MacLength);
    }

    /// <summary>Signs what was written, by writing the record; false when that does not fit.</summary>
    public bool TrySign(ref DnsMessageWriter writer, ulong now)
    {
        ReadOnlySpan<byte> message = writer.Written;
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(message);
        TsigFields fields = new(now, _options.FudgeSeconds);
        _chain.Continue([]);
        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        mac = _chain.Compute(message, BinaryPrimitives.ReadUInt16BigEndian(message[10..]), id, fields, timersOnly: false, mac)[.._chain.Key.MacLength];
        _chain.Continue(mac);
        Span<byte> record = stackalloc byte[TsigChain.MaxRecordLength];
        return writer.TryAppendRecord(TsigChain.WriteRecord(record, _chain.Key.Name, _chain.Key.Algorithm.Name, mac, id, fields));
    }

    /// <summary>Goes on from a request that was signed elsewhere.</summary>
    /// <param name="requestMac">Its MAC, as transmitted: at most 64 octets.</param>
    public void Resume(ReadOnlySpan<byte> requestMac) => _chain.Continue(requestMac);

    /// <summary>
    /// Checks a response: 1. form, 2. an unsigned error, 3. key, 4. the MAC's length, 5. the MAC, 6. a signed error, 7. the time, 8. the policy about short MACs.
    /// </summary>
    /// <param name="response">A message whose ID and question fit the request.</param>
    /// <param name="now">Our time.</param>
    /// <param name="isLast">Whether no message of the stream follows.</param>
    public TsigVerdict Verify(DnsMessageView response, ulong now, bool isLast)
    {
        if (_end is { } end)
        {
            return end;
        }

        TsigVerdict verdict = response.HasTsig ? VerifySigned(response, now) : TakeUnsigned(response, isLast);
        if (_isStream && verdict.Status is not (TsigStatus.Good or TsigStatus.Unsigned))
        {
            _end = verdict;
        }

        return verdict;
    }

    internal static void ThrowUnlessAllowed(TsigKey key, TsigOptions options)
    {
        if (key.Algorithm.IsMd5 && !options.AllowMd5)
        {
            throw new ArgumentException($"The TSIG key {key.Name} has HMAC-MD5, which RFC 8945 forbids: {nameof(TsigOptions)}.{nameof(TsigOptions.AllowMd5)} allows it.", nameof(key));
        }
    }

    private TsigVerdict TakeUnsigned(DnsMessageView response, bool isLast)
    {
        // RFC 8945 section 5.3.1: the first and the last message are signed.
        if (!_isStream || isLast)
        {
            return new TsigVerdict(TsigStatus.Missing);
        }

        if (++_unsigned > _options.MaxUnsigned)
        {
            return new TsigVerdict(TsigStatus.TooManyUnsigned);
        }

        _chain.AppendUnsigned(response.Octets);
        return new TsigVerdict(TsigStatus.Unsigned);
    }

    private TsigVerdict VerifySigned(DnsMessageView response, ulong now)
    {
        TsigRecord record = TsigRecord.Of(response);
        TsigKey key = _chain.Key;

        // 1. Error and other data are not digested in later messages of a stream, where they have nothing to say.
        if (!record.HasRightForm || (_isStream && (record.Error != Rcode.NoError || !record.OtherData.IsEmpty)))
        {
            return new TsigVerdict(TsigStatus.FormErr);
        }

        // 2.
        bool isError = response.Rcode == Rcode.NotAuth && record.Error is Rcode.BadVers or Rcode.BadKey or Rcode.BadTime or Rcode.BadTrunc;
        ulong? peerTime = record.Error == Rcode.BadTime ? record.OtherTime : null;
        if (isError && record.Mac.IsEmpty)
        {
            return new TsigVerdict(TsigStatus.UnprovenPeerError, record.Error, peerTime);
        }

        // 3.
        if (!record.KeyName.Equals(key.Name) || !record.AlgorithmName.Equals(key.Algorithm.Name))
        {
            return new TsigVerdict(TsigStatus.BadKey);
        }

        // 4.
        if (record.Mac.Length > key.Algorithm.MacLength || record.Mac.Length < key.Algorithm.LeastMacLength)
        {
            return new TsigVerdict(TsigStatus.FormErr);
        }

        // 5.
        if (!HoldsMac(response, record))
        {
            return new TsigVerdict(TsigStatus.BadSig);
        }

        // 6. A server with another time signs with ours, and one that wants longer MACs may sign with a short one: what follows is not for errors.
        if (isError)
        {
            return new TsigVerdict(TsigStatus.PeerError, record.Error, peerTime);
        }

        // 7.
        if (!record.Covers(now))
        {
            return new TsigVerdict(TsigStatus.BadTime);
        }

        // 8.
        if (record.Mac.Length < _options.LeastMacLengthFor(key))
        {
            return new TsigVerdict(TsigStatus.BadTrunc);
        }

        _chain.Continue(record.Mac);
        _isStream = true;
        _unsigned = 0;
        return new TsigVerdict(TsigStatus.Good);
    }

    private bool HoldsMac(DnsMessageView response, in TsigRecord record)
    {
        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        int additional = response.Additional.Count - 1;
        mac = _chain.Compute(response.Octets[..record.Offset], additional, record.OriginalId, record.Fields, timersOnly: _isStream, mac);
        return CryptographicOperations.FixedTimeEquals(mac[..record.Mac.Length], record.Mac);
    }
}
