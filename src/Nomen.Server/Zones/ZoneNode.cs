using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>One name of a zone and its RRsets; without any it is an empty non-terminal, which exists all the same (RFC 4592 section 2.2.2). Immutable.</summary>
internal sealed class ZoneNode
{
    public ZoneNode(DomainName owner, ImmutableArray<ZoneRrset> rrsets, bool isApex)
    {
        Owner = owner;
        Rrsets = rrsets;
        IsCut = !isApex && TryFind(DnsType.NS, out _);
        HasDname = TryFind(DnsType.DNAME, out _);
    }

    /// <summary>The name.</summary>
    public DomainName Owner { get; }

    /// <summary>The RRsets, ordered by type code.</summary>
    public ImmutableArray<ZoneRrset> Rrsets { get; }

    /// <summary>Whether the zone ends here: NS records below the apex (RFC 1034 section 4.2.1).</summary>
    public bool IsCut { get; }

    /// <summary>Whether everything below is redirected (RFC 6672).</summary>
    public bool HasDname { get; }

    /// <summary>The RRset of a type.</summary>
    public bool TryFind(DnsType type, [NotNullWhen(true)] out ZoneRrset? rrset)
    {
        // A name has a handful of types: a walk beats any index.
        foreach (ZoneRrset candidate in Rrsets)
        {
            if (candidate.Type == type && !candidate.Records.IsEmpty)
            {
                rrset = candidate;
                return true;
            }
        }

        rrset = null;
        return false;
    }
}
