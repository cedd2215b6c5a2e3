using System.Buffers.Binary;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Wire;

/// <summary>Writes a message forwards into the caller's buffer: compression, a size limit, room kept for OPT and TSIG.</summary>
/// <remarks>
/// Sections are written in order. A <c>Try</c> method that does not fit changes nothing and returns false: then set TC or stop.
/// The single <c>Write</c> methods are for rdata; when the room ends they write nothing and set <see cref="Overflowed"/>.
/// </remarks>
public ref struct DnsMessageWriter
{
    private const int QuestionCountOffset = 4;

    // Root, type, class, TTL, length (RFC 6891 section 6.1.2).
    private const int OptFixedLength = 11;

    private readonly Span<byte> _buffer;
    private readonly bool _compress;
    private int _limit;
    private int _position;
    private int _countOffset;
    private bool _overflowed;
    private NameTable _names;

    /// <summary>Starts a message in a buffer.</summary>
    /// <param name="buffer">Where to write; its length is the size limit, at most 65,535 octets.</param>
    /// <param name="compress">Whether names may be compressed (RFC 1035 section 4.1.4).</param>
    public DnsMessageWriter(Span<byte> buffer, bool compress = true)
    {
        _buffer = buffer.Length > ushort.MaxValue ? buffer[..ushort.MaxValue] : buffer;
        _limit = _buffer.Length;
        _compress = compress;
    }

    /// <summary>Octets written so far.</summary>
    public readonly int Length => _position;

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._position];

    /// <summary>Octets left, the reserved room not counted.</summary>
    public readonly int Remaining => _limit - _position;

    /// <summary>Whether a single write did not fit.</summary>
    public readonly bool Overflowed => _overflowed;

    /// <summary>Comparisons of names that compression made in vain; every other one saves octets.</summary>
    internal readonly int VainComparisons => _names.Wrong;

    /// <summary>Keeps room back, for OPT or TSIG; false when there is not that much.</summary>
    public bool TryReserve(int octets)
    {
        if (Remaining < octets)
        {
            return false;
        }

        _limit -= octets;
        return true;
    }

    /// <summary>Gives reserved room back.</summary>
    public void Release(int octets) => _limit = Math.Min(_limit + octets, _buffer.Length);

    /// <summary>Writes the header with all counts zero; the other methods count.</summary>
    public bool TryWriteHeader(ushort id, Opcode opcode, DnsFlags flags, Rcode rcode = Rcode.NoError)
    {
        if (_position != 0 || Remaining < DnsHeader.Length)
        {
            return false;
        }

        int bits = (((int)opcode & 0xf) << DnsHeader.OpcodeShift) | ((int)flags & DnsHeader.FlagMask) | ((int)rcode & 0xf);
        Span<byte> header = _buffer[..DnsHeader.Length];
        BinaryPrimitives.WriteUInt32BigEndian(header, ((uint)id << 16) | (uint)bits);
        BinaryPrimitives.WriteUInt64BigEndian(header[4..], 0);
        _position = DnsHeader.Length;
        return true;
    }

    /// <summary>Writes a question.</summary>
    public bool TryWriteQuestion(in DnsQuestion question) => TryWriteQuestion(question.Name.Wire, question.Type, question.Class);

    /// <summary>Writes a question whose name is given as uncompressed wire octets, in the letter case to be sent.</summary>
    public bool TryWriteQuestion(ReadOnlySpan<byte> name, DnsType type, DnsClass @class)
    {
        int start = _position;
        WriteName(name, _compress);
        WriteUInt32(((uint)type << 16) | (ushort)@class);
        return TryCommit(start, QuestionCountOffset);
    }

    /// <summary>Writes a record into a section.</summary>
    /// <exception cref="InvalidOperationException">A later section has records already.</exception>
    public bool TryWriteRecord(DnsSection section, ResourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return TryWriteRecord(section, record, record.Owner);
    }

    /// <summary>Writes a record into a section under another owner: what a wildcard makes, or the owner in the question's letter case.</summary>
    /// <exception cref="InvalidOperationException">A later section has records already.</exception>
    public bool TryWriteRecord(DnsSection section, ResourceRecord record, DomainName owner)
    {
        ArgumentNullException.ThrowIfNull(record);
        int start = _position;
        WriteName(owner.Wire, _compress);
        WriteUInt32(((uint)record.Type << 16) | (ushort)record.Class);
        WriteUInt32(record.Ttl);
        int lengthAt = BeginLength();
        record.Data.Write(ref this);
        EndLength(lengthAt);
        return TryCommit(start, CountOffset(section));
    }

    /// <summary>Writes the OPT record into the additional section (RFC 6891 section 6.1.2).</summary>
    /// <param name="edns">What it says.</param>
    /// <param name="payloadSize">The sender's UDP payload size in octets.</param>
    /// <param name="rcode">The response code, of which OPT takes the upper 8 bits.</param>
    /// <param name="moreOptions">Options in wire form to add behind those of <paramref name="edns"/>.</param>
    /// <param name="paddingBlock">Octets to whose multiple the Padding option fills the message, as far as there is room (RFC 7830, RFC 8467 section 4.1); 0 for no padding. Left out when <paramref name="edns"/> has a Padding option of its own.</param>
    /// <param name="trailing">Octets that will follow OPT (a signature), which padding counts in.</param>
    public bool TryWriteEdns(
        EdnsRecord edns,
        ushort payloadSize,
        Rcode rcode = Rcode.NoError,
        scoped ReadOnlySpan<byte> moreOptions = default,
        int paddingBlock = 0,
        int trailing = 0)
    {
        ArgumentNullException.ThrowIfNull(edns);
        int start = _position;
        if (HasRoom(OptFixedLength))
        {
            Span<byte> opt = _buffer.Slice(start, OptFixedLength);
            opt[0] = 0;
            BinaryPrimitives.WriteUInt32BigEndian(opt[1..], ((uint)DnsType.OPT << 16) | payloadSize);
            BinaryPrimitives.WriteUInt32BigEndian(opt[5..], ((uint)rcode >> 4 << 24) | ((uint)edns.Version << 16) | edns.FlagBits);
            _position += OptFixedLength;
            WriteOptions(edns, moreOptions);
            if (paddingBlock > 0 && !_overflowed && edns.Find<PaddingOption>() is null)
            {
                WritePadding(paddingBlock, trailing);
            }

            BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)(_position - start - OptFixedLength));
        }

        return TryCommit(start, CountOffset(DnsSection.Additional));
    }

    /// <summary>Writes a record that is in wire form already, uncompressed, into the additional section: a signature.</summary>
    internal bool TryAppendRecord(scoped ReadOnlySpan<byte> record)
    {
        int start = _position;
        WriteOctets(record);
        return TryCommit(start, CountOffset(DnsSection.Additional));
    }

    /// <summary>Sets flags in the header that was written, TC above all.</summary>
    public readonly void AddFlags(DnsFlags flags) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_buffer[2..]) | (ushort)flags));

    /// <summary>Writes one octet.</summary>
    public void WriteByte(byte value)
    {
        if (HasRoom(1))
        {
            _buffer[_position++] = value;
        }
    }

    /// <summary>Writes 16 bits, big-endian.</summary>
    public void WriteUInt16(ushort value)
    {
        if (HasRoom(2))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[_position..], value);
            _position += 2;
        }
    }

    /// <summary>Writes 32 bits, big-endian.</summary>
    public void WriteUInt32(uint value)
    {
        if (HasRoom(4))
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[_position..], value);
            _position += 4;
        }
    }

    /// <summary>Writes octets as they are.</summary>
    public void WriteOctets(scoped ReadOnlySpan<byte> octets)
    {
        if (HasRoom(octets.Length))
        {
            octets.CopyTo(_buffer[_position..]);
            _position += octets.Length;
        }
    }

    /// <summary>Writes a name; compressed only when the type's rdata allows it (<paramref name="compressible"/>) and the writer does.</summary>
    public void WriteName(DomainName name, bool compressible) => WriteName(name.Wire, compressible && _compress);

    /// <summary>Writes a name in lower case, uncompressed (canonical form).</summary>
    public void WriteLowerName(DomainName name)
    {
        if (HasRoom(name.Length))
        {
            NameCase.ToLower(name.Wire, _buffer[_position..]);
            _position += name.Length;
        }
    }

    /// <summary>Leaves room for a 16-bit length that is not known yet; returns its place.</summary>
    public int BeginLength()
    {
        int at = _position;
        WriteUInt16(0);
        return at;
    }

    /// <summary>Fills in the length of what was written since <see cref="BeginLength"/>.</summary>
    public readonly void EndLength(int at)
    {
        if (!_overflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[at..], (ushort)(_position - at - 2));
        }
    }

    private static int CountOffset(DnsSection section) => QuestionCountOffset + 2 + (2 * (int)section);

    private void WriteOptions(EdnsRecord edns, scoped ReadOnlySpan<byte> moreOptions)
    {
        foreach (EdnsOption option in edns.Options)
        {
            option.WriteOption(ref this);
        }

        if (!moreOptions.IsEmpty)
        {
            WriteOctets(moreOptions);
        }
    }

    private void WritePadding(int block, int trailing)
    {
        const int OptionHeader = 4;
        int unpadded = _position + OptionHeader + trailing;
        int padding = (block - (unpadded % block)) % block;

        // A message with no room left for the option is sent without it.
        if (_limit - _position >= OptionHeader + padding)
        {
            WriteUInt16((ushort)EdnsOptionCode.Padding);
            WriteUInt16((ushort)padding);
            _buffer.Slice(_position, padding).Clear();
            _position += padding;
        }
    }

    private void WriteName(ReadOnlySpan<byte> wire, bool compress)
    {
        if (!compress)
        {
            WriteOctets(wire);
            return;
        }

        int head = _names.Find(_buffer[.._position], wire, out int pointer);
        WriteOctets(wire[..head]);
        if (pointer != 0)
        {
            WriteUInt16((ushort)(0xc000 | pointer));
        }
    }

    private bool HasRoom(int octets)
    {
        if (!_overflowed && _limit - _position >= octets)
        {
            return true;
        }

        _overflowed = true;
        return false;
    }

    /// <summary>Counts what was written since <paramref name="start"/>, or takes it back when it did not fit.</summary>
    private bool TryCommit(int start, int countOffset)
    {
        if (countOffset < _countOffset)
        {
            throw new InvalidOperationException("Questions, answer, authority and additional section are written in this order.");
        }

        // Without a header nothing can be counted: the buffer had no room for it.
        if (_overflowed || start < DnsHeader.Length || !TryCount(countOffset))
        {
            _position = start;
            _overflowed = false;
            return false;
        }

        _countOffset = countOffset;
        return true;
    }

    private readonly bool TryCount(int countOffset)
    {
        Span<byte> count = _buffer.Slice(countOffset, sizeof(ushort));
        ushort value = BinaryPrimitives.ReadUInt16BigEndian(count);
        if (value == ushort.MaxValue)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16BigEndian(count, (ushort)(value + 1));
        return true;
    }
}
