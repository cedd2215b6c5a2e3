using System.Buffers.Binary;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>What is known of one zone's gaps. Readers take no lock; changes are made under the store's.</summary>
internal sealed class DenialZone(DomainName apex)
{
    /// <summary>Octets of this object, its chains and its place in the table of zones.</summary>
    private const int Overhead = 400;

    private volatile DenialRrset? _soa;
    private volatile Nsec3Chain? _nsec3;

    /// <summary>The zone's name.</summary>
    public DomainName Apex { get; } = apex;

    /// <summary>Its NSEC records.</summary>
    public OrderedRrsets Nsec { get; } = new();

    /// <summary>Its wildcards' RRsets.</summary>
    public OrderedRrsets Wildcards { get; } = new();

    /// <summary>Its NSEC3 records, all with the same parameters; null when there are none.</summary>
    public Nsec3Chain? Nsec3
    {
        get => _nsec3;
        set => _nsec3 = value;
    }

    /// <summary>Its SOA record; null when there is none.</summary>
    public DenialRrset? Soa
    {
        get => _soa;
        set => _soa = value;
    }

    /// <summary>RRsets held.</summary>
    public int Count { get; set; }

    /// <summary>Octets that it takes on the heap, without its RRsets.</summary>
    public int HeapSize => Overhead + (2 * Apex.Length);

    /// <summary>Writes the key of a wildcard's RRset: name key, a zero that no label starts with, type. Returns its length.</summary>
    /// <param name="wildcard">Name key of the wildcard.</param>
    /// <param name="type">The type.</param>
    /// <param name="key">At least 3 octets more than the name key.</param>
    public static int WriteWildcardKey(ReadOnlySpan<byte> wildcard, DnsType type, Span<byte> key)
    {
        wildcard.CopyTo(key);
        key[wildcard.Length] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(key[(wildcard.Length + 1)..], (ushort)type);
        return wildcard.Length + 1 + sizeof(ushort);
    }

    /// <summary>The RRset of a wildcard; null when it is not known.</summary>
    /// <param name="wildcard">Name key of the wildcard.</param>
    /// <param name="type">The type.</param>
    public DenialRrset? FindWildcard(ReadOnlySpan<byte> wildcard, DnsType type)
    {
        Span<byte> key = stackalloc byte[NameKey.MaxLength + 1 + sizeof(ushort)];
        return Wildcards.At(key[..WriteWildcardKey(wildcard, type, key)]);
    }

    /// <summary>All RRsets held, in no order.</summary>
    public IEnumerable<DenialRrset> Snapshot() =>
        [.. Nsec.Snapshot(), .. Wildcards.Snapshot(), .. Nsec3?.Rrsets.Snapshot() ?? [], .. Soa is { } soa ? [soa] : Array.Empty<DenialRrset>()];
}
