using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.ZoneDigests;

/// <summary>Records in canonical form, which can be put in canonical order (RFC 4034 sections 6.1 to 6.3) and hashed without duplicates.</summary>
internal sealed class CanonicalRecords
{
    /// <summary>Octets of one piece of memory: below those that the garbage collector keeps apart, above the longest entry.</summary>
    private const int ChunkLength = 80_000;

    /// <summary>Longest key: that of a name, its end, and a type.</summary>
    private const int MaxKey = NameKey.MaxLength + 1 + sizeof(ushort);

    /// <summary>Type, class, TTL and length behind the owner.</summary>
    private const int FixedLength = 10;

    /// <summary>Longest entry: key, owner, fixed part and the longest rdata there is; the buffer that each is put together in has this length.</summary>
    private const int MaxEntry = MaxKey + DomainName.MaxLength + FixedLength + ushort.MaxValue;

    /// <summary>Octets that one entry costs beside its own: its place in the list, and what the list holds free.</summary>
    private const int EntryCost = 24;

    private readonly byte[] _scratch = new byte[MaxEntry];
    private readonly List<byte[]> _chunks = [];
    private readonly List<Entry> _entries = [];
    private int _used = ChunkLength;

    /// <summary>Octets held, about.</summary>
    public long Memory => ((long)_chunks.Count * ChunkLength) + ((long)_entries.Count * EntryCost);

    /// <summary>Takes a record.</summary>
    public void Add(RecordView record)
    {
        Span<byte> owner = stackalloc byte[DomainName.MaxLength];
        owner = owner[..record.Owner.CopyTo(owner)];
        NameCase.ToLower(owner, owner);

        int key = WriteKey(owner, record.Type, _scratch);
        Span<byte> wire = _scratch.AsSpan(key);
        owner.CopyTo(wire);
        Span<byte> fixedPart = wire[owner.Length..];
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart, (ushort)record.Type);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart[2..], (ushort)record.Class);
        BinaryPrimitives.WriteUInt32BigEndian(fixedPart[4..], record.RawTtl);
        int data = WriteData(record, fixedPart[FixedLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart[8..], (ushort)data);

        int head = owner.Length + FixedLength;
        int offset = Keep(_scratch.AsSpan(0, key + head + data));
        _entries.Add(new Entry(_chunks.Count - 1, offset, (ushort)key, (ushort)head, (ushort)data));
    }

    /// <summary>Puts them in order.</summary>
    public void Sort() => _entries.Sort(Compare);

    /// <summary>Hashes them in order; of records that differ in nothing but the TTL only the first counts (RFC 8976 section 3.3.1).</summary>
    public byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        Entry? last = null;
        foreach (Entry entry in _entries)
        {
            if (last is not { } before || Compare(before, entry) != 0)
            {
                hash.AppendData(_chunks[entry.Chunk].AsSpan(entry.Offset + entry.Key, entry.Head + entry.Data));
            }

            last = entry;
        }

        return hash.GetHashAndReset();
    }

    private int Compare(Entry left, Entry right)
    {
        int order = _chunks[left.Chunk].AsSpan(left.Offset, left.Key).SequenceCompareTo(_chunks[right.Chunk].AsSpan(right.Offset, right.Key));
        return order != 0 ? order : DataOf(left).SequenceCompareTo(DataOf(right));
    }

    private ReadOnlySpan<byte> DataOf(in Entry entry) => _chunks[entry.Chunk].AsSpan(entry.Offset + entry.Key + entry.Head, entry.Data);

    private int Keep(ReadOnlySpan<byte> entry)
    {
        if (ChunkLength - _used < entry.Length)
        {
            _chunks.Add(new byte[ChunkLength]);
            _used = 0;
        }

        int offset = _used;
        entry.CopyTo(_chunks[^1].AsSpan(offset));
        _used += entry.Length;
        return offset;
    }

    /// <summary>Types that most zones are made of, and whose rdata is its own canonical form.</summary>
    private static bool IsPlain(DnsType type) => type is DnsType.A or DnsType.AAAA or DnsType.TXT or DnsType.DS or DnsType.DNSKEY or DnsType.NSEC3 or DnsType.TLSA;

    private static int WriteData(RecordView record, Span<byte> room)
    {
        if (IsPlain(record.Type))
        {
            record.RawData.CopyTo(room);
            return record.RawData.Length;
        }

        DnsMessageWriter writer = new(room, compress: false);
        record.ReadData().WriteCanonical(ref writer);
        return writer.Length;
    }

    /// <summary>A form of owner and type whose plain order of octets is the canonical order; a zero ends the name, which no label starts with.</summary>
    private static int WriteKey(ReadOnlySpan<byte> owner, DnsType type, Span<byte> key)
    {
        int length = NameKey.Write(owner, key);
        key[length++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(key[length..], (ushort)type);
        return length + sizeof(ushort);
    }

    /// <summary>Where a record stands: key, then owner and fixed part, then rdata.</summary>
    private readonly record struct Entry(int Chunk, int Offset, ushort Key, ushort Head, ushort Data);
}
