using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;

namespace Nomen.Dns.Tsig;

/// <summary>The MACs of a request and the messages that answer it: each covers the one before (RFC 8945 sections 4.3 and 5.3.1).</summary>
/// <remarks>Both sides have one. The first response is digested with all variables, later ones with the timers only. Not thread-safe.</remarks>
internal sealed class TsigChain(TsigKey key)
{
    /// <summary>Octets of the longest hash, SHA-512's.</summary>
    private const int LongestHash = 64;

    // Type, class, TTL, length; time, fudge, MAC size; original ID, error, other length.
    private const int FixedLength = RecordView.FixedLength + TsigFields.TimersLength + 2 + 6;

    /// <summary>Octets of the longest record: names of 255 octets, the longest MAC, a time as other data.</summary>
    public const int MaxRecordLength = (2 * DomainName.MaxLength) + FixedLength + LongestHash + 6;

    private readonly byte[] _prior = new byte[LongestHash];
    private int _priorLength;
    private IKeyedHash? _running;

    /// <summary>The key.</summary>
    public TsigKey Key { get; } = key;

    /// <summary>The last MAC that was sent or proven; empty before the first.</summary>
    public ReadOnlySpan<byte> Prior => _prior.AsSpan(0, _priorLength);

    /// <summary>Octets of a record.</summary>
    public static int RecordLength(int keyName, int algorithmName, int mac, int otherData = 0) => keyName + algorithmName + FixedLength + mac + otherData;

    /// <summary>Writes a record, uncompressed.</summary>
    /// <param name="record">At least <see cref="MaxRecordLength"/> octets.</param>
    /// <param name="keyName">Name of the key.</param>
    /// <param name="algorithm">Name of the algorithm.</param>
    /// <param name="mac">The MAC, already cut.</param>
    /// <param name="originalId">ID of the request.</param>
    /// <param name="fields">Time, fudge, error and other data.</param>
    /// <returns>The record.</returns>
    public static ReadOnlySpan<byte> WriteRecord(Span<byte> record, DomainName keyName, DomainName algorithm, scoped ReadOnlySpan<byte> mac, ushort originalId, scoped TsigFields fields)
    {
        keyName.Wire.CopyTo(record);
        int at = keyName.Length;

        // TSIG, class ANY, TTL 0.
        BinaryPrimitives.WriteUInt64BigEndian(record[at..], 0x00fa_00ff_0000_0000);
        int length = RecordLength(keyName.Length, algorithm.Length, mac.Length, fields.OtherData.Length);
        BinaryPrimitives.WriteUInt16BigEndian(record[(at + 8)..], (ushort)(length - at - RecordView.FixedLength));
        at += RecordView.FixedLength;
        algorithm.Wire.CopyTo(record[at..]);
        at += algorithm.Length;
        WriteTimers(record[at..], fields);
        at += TsigFields.TimersLength;
        BinaryPrimitives.WriteUInt16BigEndian(record[at..], (ushort)mac.Length);
        mac.CopyTo(record[(at + 2)..]);
        at += 2 + mac.Length;
        BinaryPrimitives.WriteUInt16BigEndian(record[at..], originalId);
        BinaryPrimitives.WriteUInt16BigEndian(record[(at + 2)..], (ushort)fields.Error);
        BinaryPrimitives.WriteUInt16BigEndian(record[(at + 4)..], (ushort)fields.OtherData.Length);
        fields.OtherData.CopyTo(record[(at + 6)..]);
        return record[..length];
    }

    /// <summary>Takes the MAC that the next one covers.</summary>
    public void Continue(ReadOnlySpan<byte> mac)
    {
        mac.CopyTo(_prior);
        _priorLength = mac.Length;
    }

    /// <summary>Takes a whole message without a signature, which the next MAC covers.</summary>
    public void AppendUnsigned(ReadOnlySpan<byte> message) => Running().Append(message);

    /// <summary>Computes the whole MAC of a message.</summary>
    /// <param name="message">The message, up to its TSIG record.</param>
    /// <param name="additional">Records in the additional section, TSIG not counted.</param>
    /// <param name="originalId">The ID to digest.</param>
    /// <param name="fields">The variables.</param>
    /// <param name="timersOnly">Whether it is a later message of a stream.</param>
    /// <param name="mac">Room for the longest hash.</param>
    /// <returns>The MAC in <paramref name="mac"/>.</returns>
    public Span<byte> Compute(ReadOnlySpan<byte> message, int additional, ushort originalId, in TsigFields fields, bool timersOnly, Span<byte> mac)
    {
        IKeyedHash hash = Running();
        Span<byte> header = stackalloc byte[DnsHeader.Length];
        message[..DnsHeader.Length].CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header, originalId);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], (ushort)additional);
        hash.Append(header);
        hash.Append(message[DnsHeader.Length..]);
        if (timersOnly)
        {
            Span<byte> timers = stackalloc byte[TsigFields.TimersLength];
            WriteTimers(timers, fields);
            hash.Append(timers);
        }
        else
        {
            AppendVariables(hash, fields);
        }

        // Only now, so that a hash is never given back half-full.
        int length = hash.Finish(mac);
        _running = null;
        Key.ReturnHash(hash);
        return mac[..Math.Min(length, Key.Algorithm.MacLength)];
    }

    private static void WriteTimers(Span<byte> timers, in TsigFields fields)
    {
        BinaryPrimitives.WriteUInt16BigEndian(timers, (ushort)(fields.Time >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(timers[2..], (uint)fields.Time);
        BinaryPrimitives.WriteUInt16BigEndian(timers[6..], fields.Fudge);
    }

    private void AppendVariables(IKeyedHash hash, in TsigFields fields)
    {
        // Class ANY and TTL 0 behind the name; time, fudge, error and other length behind the algorithm.
        ReadOnlySpan<byte> classAndTtl = [0x00, 0xff, 0, 0, 0, 0];
        Span<byte> numbers = stackalloc byte[TsigFields.TimersLength + 4];
        WriteTimers(numbers, fields);
        BinaryPrimitives.WriteUInt16BigEndian(numbers[TsigFields.TimersLength..], (ushort)fields.Error);
        BinaryPrimitives.WriteUInt16BigEndian(numbers[(TsigFields.TimersLength + 2)..], (ushort)fields.OtherData.Length);
        hash.Append(Key.LowerName);
        hash.Append(classAndTtl);
        hash.Append(Key.Algorithm.Name.Wire);
        hash.Append(numbers);
        hash.Append(fields.OtherData);
    }

    /// <summary>The hash of the next MAC, which begins with the one before, length first.</summary>
    private IKeyedHash Running()
    {
        if (_running is null)
        {
            _running = Key.RentHash();
            if (_priorLength > 0)
            {
                Span<byte> length = [0, (byte)_priorLength];
                _running.Append(length);
                _running.Append(Prior);
            }
        }

        return _running;
    }
}
