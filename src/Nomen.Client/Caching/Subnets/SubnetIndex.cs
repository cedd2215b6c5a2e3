using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Client.Caching.Subnets;

/// <summary>The networks for which answers to one question are kept, those stored last first; or that its servers refuse subnets. Lies in the store as an entry of its own.</summary>
/// <remarks>
/// Bounded by the option, and immutable as every entry: readers look through a list that never changes. That a network is listed
/// promises nothing: its entry may have expired or given way.
/// </remarks>
internal readonly ref struct SubnetIndex
{
    /// <summary>Seconds that a list stays: longer than anything that it lists, stale answers included.</summary>
    private const uint Lifetime = 31 * 86_400;

    private const byte ListMark = 0;
    private const byte RefusedMark = 1;
    private const int Fixed = 2;

    private readonly ReadOnlySpan<byte> _octets;

    public SubnetIndex(CacheEntry entry) => _octets = entry.Extras.Span;

    /// <summary>Whether the servers refused to answer with a subnet a while ago.</summary>
    public bool IsRefused => !_octets.IsEmpty && _octets[0] == RefusedMark;

    private ReadOnlySpan<byte> Networks => _octets.IsEmpty ? [] : _octets[1..];

    /// <summary>The entry for a list.</summary>
    public static CacheEntry ToEntry(in DnsQuestion question, List<SubnetPrefix> networks, long now)
    {
        byte[] octets = new byte[1 + networks.Sum(static network => Fixed + network.OctetCount)];
        octets[0] = ListMark;
        Span<byte> rest = octets.AsSpan(1);
        foreach (SubnetPrefix network in networks)
        {
            rest[0] = network.Family;
            rest[1] = network.Length;
            rest = rest[(Fixed + network.Write(rest[Fixed..]))..];
        }

        return Build(question, octets, Lifetime, now);
    }

    /// <summary>The entry that says that subnets are refused.</summary>
    public static CacheEntry ToRefusal(in DnsQuestion question, TimeSpan memory, long now) =>
        Build(question, [RefusedMark], (uint)Math.Ceiling(memory.TotalSeconds), now);

    /// <summary>The longest network below a length that covers another one; false when there is none.</summary>
    public bool TryFindLongest(SubnetPrefix covered, int below, out SubnetPrefix longest)
    {
        longest = default;
        int best = -1;
        for (ReadOnlySpan<byte> rest = Networks; !rest.IsEmpty; rest = rest[(Fixed + SubnetPrefix.OctetsFor(rest[1]))..])
        {
            int length = rest[1];
            if (length > best && length < below && Read(rest) is var network && network.Covers(covered))
            {
                longest = network;
                best = length;
            }
        }

        return best >= 0;
    }

    /// <summary>The networks, those stored last first.</summary>
    public List<SubnetPrefix> ToList()
    {
        List<SubnetPrefix> networks = [];
        for (ReadOnlySpan<byte> rest = Networks; !rest.IsEmpty; rest = rest[(Fixed + SubnetPrefix.OctetsFor(rest[1]))..])
        {
            networks.Add(Read(rest));
        }

        return networks;
    }

    private static SubnetPrefix Read(ReadOnlySpan<byte> octets) => SubnetPrefix.Read(octets[0], octets[1], octets[Fixed..]);

    private static CacheEntry Build(in DnsQuestion question, byte[] octets, uint lifetime, long now)
    {
        CacheEntryFields fields = new()
        {
            Stored = now,
            Lifetime = lifetime,
            Variant = default,
            Kind = CacheEntryKind.SubnetIndex,
            Extras = octets,
            Subnet = SubnetPrefix.OfIndex,
        };
        return CacheEntryBuilder.BuildWithoutRecords(question, DnsFlags.QR, Rcode.NoError, fields);
    }
}
