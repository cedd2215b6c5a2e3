using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tsig;

/// <summary>The check of one signed request, and the signatures of what answers it: one response, or a stream of them (RFC 8945 sections 5.2 and 5.3). Low-level.</summary>
/// <remarks>No socket and no clock: the time is given, in seconds since 1970 UTC. Not thread-safe.</remarks>
public sealed class TsigServerSession
{
    private readonly TsigChain? _chain;
    private readonly DomainName _keyName;
    private readonly DomainName _algorithmName;
    private readonly ulong _requestTime;
    private readonly ushort _requestFudge;
    private readonly ushort _originalId;
    private readonly ushort _fudge;
    private readonly int _macLength;
    private bool _isStream;

    private TsigServerSession(in TsigRecord record, TsigStatus status, TsigKey? key, TsigOptions options)
    {
        Status = status;
        _keyName = record.KeyName.ToDomainName();
        _algorithmName = record.AlgorithmName.ToDomainName();
        _requestTime = record.Time;
        _requestFudge = record.Fudge;
        _originalId = record.OriginalId;
        _fudge = options.FudgeSeconds;
        if (key is not null && status is TsigStatus.Good or TsigStatus.BadTime or TsigStatus.BadTrunc)
        {
            _chain = new TsigChain(key);
            _chain.Continue(record.Mac);

            // RFC 8945 section 7: no shorter than the request's.
            _macLength = Math.Max(key.MacLength, record.Mac.Length);
        }
    }

    /// <summary>What was found: good, or a reason to answer with an error.</summary>
    public TsigStatus Status { get; }

    /// <summary>The key whose owner sent the request; null unless <see cref="Status"/> is good.</summary>
    public TsigKey? Key => Status == TsigStatus.Good ? _chain?.Key : null;

    /// <summary>The response code to answer with: NoError to go on, FormErr, or NotAuth.</summary>
    public Rcode ResponseCode => Status switch
    {
        TsigStatus.Good => Rcode.NoError,
        TsigStatus.FormErr => Rcode.FormErr,
        _ => Rcode.NotAuth,
    };

    /// <summary>Octets that <see cref="TrySign(ref DnsMessageWriter, ulong)"/> writes.</summary>
    public int Overhead => Status == TsigStatus.FormErr
        ? 0
        : TsigChain.RecordLength(_keyName.Length, _algorithmName.Length, _macLength, Status == TsigStatus.BadTime ? 6 : 0);

    private Rcode Error => Status switch
    {
        TsigStatus.BadKey => Rcode.BadKey,
        TsigStatus.BadSig => Rcode.BadVers,
        TsigStatus.BadTime => Rcode.BadTime,
        TsigStatus.BadTrunc => Rcode.BadTrunc,
        _ => Rcode.NoError,
    };

    /// <summary>Checks a request that <see cref="DnsMessageView.HasTsig"/>: form, key, the MAC's length, the MAC, the time, the policy about short MACs (RFC 8945 section 5.2).</summary>
    /// <param name="request">The request.</param>
    /// <param name="keys">The keys that are known, by name.</param>
    /// <param name="now">Our time.</param>
    /// <param name="options">What is allowed; null for the defaults.</param>
    /// <exception cref="ArgumentException">The request is not signed.</exception>
    public static TsigServerSession Verify(DnsMessageView request, IReadOnlyDictionary<DomainName, TsigKey> keys, ulong now, TsigOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (!request.HasTsig)
        {
            throw new ArgumentException("The request has no TSIG record.", nameof(request));
        }

        options ??= TsigOptions.Default;
        TsigRecord record = TsigRecord.Of(request);
        bool isKnown = keys.TryGetValue(record.KeyName.ToDomainName(), out TsigKey? key)
            && record.AlgorithmName.Equals(key.Algorithm.Name) && (options.AllowMd5 || !key.Algorithm.IsMd5);
        TsigStatus status = !record.HasRightForm ? TsigStatus.FormErr : !isKnown ? TsigStatus.BadKey : Judge(request, record, key!, now, options);
        return new TsigServerSession(record, status, key, options);
    }

    /// <summary>Signs a response, or writes the error's record: BADKEY and BADSIG without a MAC, BADTIME and BADTRUNC with one, nothing for FORMERR; false when it does not fit.</summary>
    /// <param name="writer">What was written, its response code included.</param>
    /// <param name="now">Our time.</param>
    public bool TrySign(ref DnsMessageWriter writer, ulong now)
    {
        Span<byte> record = stackalloc byte[TsigChain.MaxRecordLength];
        return Status == TsigStatus.FormErr || writer.TryAppendRecord(WriteRecord(writer.Written, now, record));
    }

    /// <summary>The same for a message that is written already.</summary>
    /// <param name="buffer">The message, and room behind it.</param>
    /// <param name="length">Octets of the message; then with the record.</param>
    /// <param name="now">Our time.</param>
    public bool TrySign(Span<byte> buffer, ref int length, ulong now)
    {
        if (Status == TsigStatus.FormErr || buffer.Length - length < Overhead)
        {
            return Status == TsigStatus.FormErr;
        }

        Span<byte> record = stackalloc byte[TsigChain.MaxRecordLength];
        ReadOnlySpan<byte> written = WriteRecord(buffer[..length], now, record);
        written.CopyTo(buffer[length..]);
        length += written.Length;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[10..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(buffer[10..]) + 1));
        return true;
    }

    private ReadOnlySpan<byte> WriteRecord(ReadOnlySpan<byte> message, ulong now, Span<byte> record)
    {
        if (_chain is null)
        {
            return TsigChain.WriteRecord(record, _keyName, _algorithmName, [], _originalId, new TsigFields(_requestTime, _requestFudge) { Error = Error });
        }

        // RFC 8945 section 5.2.3: the client's time and fudge, so that the client can verify it, and ours apart.
        Span<byte> ours = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(ours, now);
        TsigFields fields = Status == TsigStatus.BadTime
            ? new TsigFields(_requestTime, _requestFudge) { Error = Error, OtherData = ours[2..] }
            : new TsigFields(now, _fudge) { Error = Error };
        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        mac = _chain.Compute(message, BinaryPrimitives.ReadUInt16BigEndian(message[10..]), _originalId, fields, _isStream, mac)[.._macLength];
        _chain.Continue(mac);
        _isStream = true;
        return TsigChain.WriteRecord(record, _keyName, _algorithmName, mac, _originalId, fields);
    }

    private static TsigStatus Judge(DnsMessageView request, in TsigRecord record, TsigKey key, ulong now, TsigOptions options)
    {
        if (record.Mac.Length > key.Algorithm.MacLength || record.Mac.Length < key.Algorithm.LeastMacLength)
        {
            return TsigStatus.FormErr;
        }

        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        mac = new TsigChain(key).Compute(request.Octets[..record.Offset], request.Additional.Count - 1, record.OriginalId, record.Fields, timersOnly: false, mac);
        return !CryptographicOperations.FixedTimeEquals(mac[..record.Mac.Length], record.Mac) ? TsigStatus.BadSig
            : !record.Covers(now) ? TsigStatus.BadTime
            : record.Mac.Length < options.LeastMacLengthFor(key) ? TsigStatus.BadTrunc
            : TsigStatus.Good;
    }
}
