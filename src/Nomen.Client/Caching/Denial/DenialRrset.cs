using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Client.Caching.Denial;

/// <summary>One Secure RRset with its signatures, kept to answer questions that nobody asked the upstream.</summary>
/// <remarks>Immutable but for its place in the order of eviction, which belongs to <see cref="DenialStore"/>, and <see cref="WasUsed"/>.</remarks>
internal sealed class DenialRrset
{
    /// <summary>Octets of this object, its place in the order of eviction, its slot in a chain, and the headers of what it refers to.</summary>
    private const int Overhead = 336;

    public DenialRrset() => Place = new LinkedListNode<DenialRrset>(this);

    /// <summary>What it is.</summary>
    public required DenialKind Kind { get; init; }

    /// <summary>The zone that signed it; the store sets its own copy of the name, which all RRsets of the zone share.</summary>
    public required DomainName Zone { get; set; }

    /// <summary>Owner; of a wildcard's RRset the wildcard.</summary>
    public required DomainName Owner { get; init; }

    /// <summary>Type.</summary>
    public required DnsType Type { get; init; }

    /// <summary>Its place in the order of its chain: the owner's name key, or its hash; for <see cref="DenialKind.Wildcard"/> the key and the type.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Where the next name of the zone stands in that order; empty when it is no proof.</summary>
    public byte[] NextKey { get; init; } = [];

    /// <summary>The types at the owner; empty when it is no proof.</summary>
    public TypeBitmap Types { get; init; } = TypeBitmap.Empty;

    /// <summary>Whether insecure delegations may hide in its span (RFC 5155 section 6).</summary>
    public bool IsOptOut { get; init; }

    /// <summary>The records, then their signatures: see <see cref="PackedRecords"/>.</summary>
    public required byte[] Records { get; init; }

    /// <summary>When it came, as a timestamp of the cache's clock.</summary>
    public required long Stored { get; init; }

    /// <summary>Seconds that it holds.</summary>
    public required uint Lifetime { get; init; }

    /// <summary>Whether the response that brought it had RA set.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>Whether it was part of an answer since eviction last came by.</summary>
    public bool WasUsed { get; set; }

    /// <summary>Its place in the order of eviction.</summary>
    public LinkedListNode<DenialRrset> Place { get; }

    /// <summary>Octets that it takes on the heap.</summary>
    public int HeapSize => Overhead + Owner.Length + Key.Length + NextKey.Length + Types.Wire.Length + Records.Length;

    /// <summary>The owner is delegated: the zone is the parent, and knows of DS alone (RFC 6840 section 4.1).</summary>
    public bool IsDelegation => Types.Contains(DnsType.NS) && !Types.Contains(DnsType.SOA);

    /// <summary>Names below the owner are none of this zone's: they are delegated, or moved by a DNAME record (RFC 6840 section 4.1).</summary>
    public bool IsCut => IsDelegation || Types.Contains(DnsType.DNAME);

    /// <summary>Tells that it was part of an answer. Written only when it changes: many threads answer from one proof.</summary>
    public void NoteUse()
    {
        if (!WasUsed)
        {
            WasUsed = true;
        }
    }

    /// <summary>Whether a name or hash lies between this one and the next; the last of a zone leads back to its start.</summary>
    public bool Covers(ReadOnlySpan<byte> key)
    {
        bool isAfter = key.SequenceCompareTo(Key) > 0;
        bool isBefore = key.SequenceCompareTo(NextKey) < 0;
        return Key.AsSpan().SequenceCompareTo(NextKey) < 0 ? isAfter && isBefore : isAfter || isBefore;
    }

    /// <summary>Whether it stands exactly there.</summary>
    public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(Key);

    /// <summary>Whether it proves that its owner has no such type, and no alias in its place (RFC 4035 section 5.4, RFC 5155 section 8.5).</summary>
    public bool DeniesType(DnsType type)
    {
        // DS belongs to the parent's side of a cut, everything else to the child's (RFC 6840 section 4.4).
        bool isOtherSide = type == DnsType.DS ? Types.Contains(DnsType.SOA) : IsDelegation;
        return !isOtherSide && !Types.Contains(type) && !Types.Contains(DnsType.CNAME);
    }

    /// <summary>The same for names that its owner, a wildcard, stands for. What a delegated or moved wildcard means nobody defined (RFC 4592 section 4.2 to 4.4).</summary>
    public bool DeniesTypeByWildcard(DnsType type) => !IsCut && DeniesType(type);

    /// <summary>Seconds left; 0 when it holds no more.</summary>
    public uint RemainingAt(long now, long frequency)
    {
        long age = Math.Max(0, now - Stored) / frequency;
        return age < Lifetime ? Lifetime - (uint)age : 0;
    }
}
