using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.Messages;

/// <summary>A resource record inside a validated message (RFC 1035 section 3.2.1). Lives as long as the message's span.</summary>
public readonly ref struct RecordView
{
    /// <summary>Octets of type, class, TTL and length (RFC 1035 section 4.1.3).</summary>
    internal const int FixedLength = 10;

    // Type and class of the records that most messages are made of, as they stand on the wire.
    internal const uint AddressIn = ((uint)DnsType.A << 16) | (uint)DnsClass.IN;
    internal const uint LongAddressIn = ((uint)DnsType.AAAA << 16) | (uint)DnsClass.IN;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _owner;
    private readonly int _fixed;
    private readonly uint _typeAndClass;
    private readonly int _dataLength;

    internal RecordView(ReadOnlySpan<byte> message, int owner, int fixedPart, uint typeAndClass, int dataLength)
    {
        _message = message;
        _owner = owner;
        _fixed = fixedPart;
        _typeAndClass = typeAndClass;
        _dataLength = dataLength;
    }

    /// <summary>Owner name.</summary>
    public NameView Owner => new(_message, _owner);

    /// <summary>Type.</summary>
    public DnsType Type => (DnsType)(_typeAndClass >> 16);

    /// <summary>Class.</summary>
    public DnsClass Class => (DnsClass)(ushort)_typeAndClass;

    /// <summary>Time to live in seconds, as it stands on the wire; a value of 2^31 or more counts as zero (RFC 2181 section 8), see <see cref="Ttl"/>.</summary>
    public uint RawTtl => BinaryPrimitives.ReadUInt32BigEndian(_message[(_fixed + 4)..]);

    /// <summary>Time to live in seconds; zero when the sender set the highest bit (RFC 2181 section 8).</summary>
    public uint Ttl => RawTtl <= int.MaxValue ? RawTtl : 0;

    /// <summary>Rdata as it stands on the wire: names in it may be compressed.</summary>
    public ReadOnlySpan<byte> RawData => _message.Slice(DataOffset, DataLength);

    /// <summary>Offset of the owner in the message.</summary>
    internal int OwnerOffset => _owner;

    /// <summary>Offset of the record's fixed part (type, class, TTL, length) in the message.</summary>
    internal int FixedOffset => _fixed;

    internal int DataOffset => _fixed + FixedLength;

    internal int DataLength => _dataLength;

    /// <summary>The name at an offset of validated rdata.</summary>
    internal NameView DataName(int offset) => new(_message, DataOffset + offset);

    /// <summary>The address of an A record of class IN, as a big-endian number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetA(out uint address)
    {
        bool isAddress = _typeAndClass == AddressIn;
        address = isAddress ? BinaryPrimitives.ReadUInt32BigEndian(_message[DataOffset..]) : 0;
        return isAddress;
    }

    /// <summary>The 16 octets of the address of an AAAA record of class IN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetAaaa(out ReadOnlySpan<byte> address)
    {
        bool isAddress = _typeAndClass == LongAddressIn;
        address = isAddress ? _message.Slice(DataOffset, 16) : default;
        return isAddress;
    }

    /// <summary>The name that starts the rdata of NS, CNAME, PTR, DNAME and the like; false for other types.</summary>
    public bool TryGetDataName(out NameView name)
    {
        bool hasName = DataLength > 0 && Type is DnsType.NS or DnsType.CNAME or DnsType.PTR or DnsType.DNAME or DnsType.SOA;
        name = hasName ? new NameView(_message, DataOffset) : default;
        return hasName;
    }

    /// <summary>Reads the rdata as <typeparamref name="T"/>; false when the record has another type, or RDLENGTH 0 (UPDATE).</summary>
    public bool TryGetData<T>([NotNullWhen(true)] out T? data)
        where T : Rdata, IRdata<T>
    {
        data = Type == T.TypeCode ? ReadData() as T : null;
        return data is not null;
    }

    /// <summary>Reads the rdata into an owned object: the type's own, or <see cref="UnknownData"/>.</summary>
    public Rdata ReadData() => RdataRegistry.Read(Type, Class, _message, DataOffset, DataLength);

    /// <summary>Writes the rdata's presentation form, without an object for the types that most zones are made of.</summary>
    public void WriteData(RdataTextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!RdataInPlace.TryWrite(this, writer))
        {
            ReadData().WriteText(writer);
        }
    }

    /// <summary>An owned, uncompressed copy.</summary>
    public ResourceRecord ToRecord() => ToRecord(Owner.ToDomainName());

    /// <summary>An owned copy under an owner that was read already.</summary>
    internal ResourceRecord ToRecord(DomainName owner) => new(owner, Type, Class, RawTtl, ReadData());

    /// <summary>Presentation form, as in a master file.</summary>
    public override string ToString() => ToRecord().ToString();
}
