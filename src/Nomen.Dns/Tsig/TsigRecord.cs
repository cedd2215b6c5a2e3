using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tsig;

/// <summary>The TSIG record of a validated message, read in place (RFC 8945 section 4.2).</summary>
internal readonly ref struct TsigRecord
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _data;

    private TsigRecord(ReadOnlySpan<byte> message, int offset, int fixedPart)
    {
        _message = message;
        Offset = offset;
        HasRightForm = BinaryPrimitives.ReadUInt16BigEndian(message[(fixedPart + 2)..]) == (ushort)DnsClass.ANY
            && BinaryPrimitives.ReadUInt32BigEndian(message[(fixedPart + 4)..]) == 0;
        _data = fixedPart + RecordView.FixedLength;

        // The validator has seen that the fields fill the rdata exactly.
        ReadOnlySpan<byte> fields = message[NameScan.Skip(message, _data)..];
        Time = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(fields) << 32) | BinaryPrimitives.ReadUInt32BigEndian(fields[2..]);
        Fudge = BinaryPrimitives.ReadUInt16BigEndian(fields[6..]);
        Mac = fields.Slice(TsigFields.TimersLength + 2, BinaryPrimitives.ReadUInt16BigEndian(fields[TsigFields.TimersLength..]));
        fields = fields[(TsigFields.TimersLength + 2 + Mac.Length)..];
        OriginalId = BinaryPrimitives.ReadUInt16BigEndian(fields);
        Error = (Rcode)BinaryPrimitives.ReadUInt16BigEndian(fields[2..]);
        OtherData = fields.Slice(6, BinaryPrimitives.ReadUInt16BigEndian(fields[4..]));
    }

    /// <summary>Where it starts: the message it signs ends there.</summary>
    public int Offset { get; }

    /// <summary>Whether class is ANY and TTL 0.</summary>
    public bool HasRightForm { get; }

    /// <summary>Seconds since 1970.</summary>
    public ulong Time { get; }

    /// <summary>Seconds.</summary>
    public ushort Fudge { get; }

    /// <summary>The MAC; empty in an unsigned error.</summary>
    public ReadOnlySpan<byte> Mac { get; }

    /// <summary>ID with which the message was signed.</summary>
    public ushort OriginalId { get; }

    /// <summary>Error; 16 is BADSIG.</summary>
    public Rcode Error { get; }

    /// <summary>With BADTIME the server's time.</summary>
    public ReadOnlySpan<byte> OtherData { get; }

    /// <summary>Name of the key.</summary>
    public NameView KeyName => new(_message, Offset);

    /// <summary>Name of the algorithm.</summary>
    public NameView AlgorithmName => new(_message, _data);

    /// <summary>What is digested of it.</summary>
    public TsigFields Fields => new(Time, Fudge) { Error = Error, OtherData = OtherData };

    /// <summary>The time in <see cref="OtherData"/>; null when it holds none.</summary>
    public ulong? OtherTime => OtherData.Length != 6
        ? null
        : ((ulong)BinaryPrimitives.ReadUInt16BigEndian(OtherData) << 32) | BinaryPrimitives.ReadUInt32BigEndian(OtherData[2..]);

    /// <summary>The record of a message that <see cref="DnsMessageView.HasTsig"/>.</summary>
    public static TsigRecord Of(DnsMessageView message)
    {
        int offset = message.Layout.Tsig;
        return new TsigRecord(message.Octets, offset, NameScan.Skip(message.Octets, offset));
    }

    /// <summary>Whether a moment lies within the fudge, both ends included.</summary>
    public bool Covers(ulong now) => (now > Time ? now - Time : Time - now) <= Fudge;
}
