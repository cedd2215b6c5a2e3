using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching;

/// <summary>The names that an answer leads through: the one asked about, then the target of each CNAME (RFC 1034 section 3.6.2).</summary>
internal sealed class AliasChain
{
    /// <summary>Most aliases followed. A resolver stops at 11; a forwarder's upstream may have followed a few more.</summary>
    private const int MaxAliases = 16;

    /// <summary>Most CNAME records in an answer: a few for each alias from servers that have several for one owner, and no message full of them for each alias to be searched through.</summary>
    private const int MaxRecords = 4 * MaxAliases;

    private readonly List<DomainName> _names = [];

    private AliasChain(DomainName first) => _names.Add(first);

    /// <summary>The name that answer or denial is about.</summary>
    public DomainName Last => _names[^1];

    /// <summary>Whether there is no alias.</summary>
    public bool IsDirect => _names.Count == 1;

    /// <summary>Follows the aliases of a message; null when they go round, or on for too long.</summary>
    public static AliasChain? Follow(in DnsQuestion question, DnsMessageView message)
    {
        AliasChain chain = new(question.Name);
        if (question.Type == DnsType.CNAME)
        {
            return chain;
        }

        if (HasTooMany(message))
        {
            return null;
        }

        while (TryFindTarget(message, chain.Last, out DomainName target))
        {
            if (chain._names.Contains(target) || chain._names.Count > MaxAliases)
            {
                return null;
            }

            chain._names.Add(target);
        }

        return chain;
    }

    /// <summary>Whether a record of the answer section belongs to the chain: it is owned by one of its names, or is a DNAME above one (RFC 6672).</summary>
    public bool Holds(RecordView record)
    {
        // Expanded once, since names of many labels that differ in the last ones would be walked through for each of the chain's.
        Span<byte> buffer = stackalloc byte[DomainName.MaxLength];
        ReadOnlySpan<byte> owner = buffer[..record.Owner.CopyTo(buffer)];
        foreach (DomainName name in _names)
        {
            if (NameCase.EqualsIgnoreCase(owner, name.Wire))
            {
                return true;
            }
        }

        return record.Type is DnsType.DNAME or DnsType.RRSIG && LiesBelow(record.Owner.ToDomainName());
    }

    /// <summary>Whether one of the names is this one or lies below it.</summary>
    public bool LiesBelow(DomainName zone) => _names.Exists(name => name.IsAtOrBelow(zone));

    private static bool HasTooMany(DnsMessageView message)
    {
        int records = 0;
        foreach (RecordView record in message.Answers)
        {
            records += record.Type == DnsType.CNAME ? 1 : 0;
        }

        return records > MaxRecords;
    }

    private static bool TryFindTarget(DnsMessageView message, DomainName owner, out DomainName target)
    {
        foreach (RecordView record in message.Answers)
        {
            if (record.Type == DnsType.CNAME && record.TryGetDataName(out NameView name) && record.Owner.Equals(owner))
            {
                target = name.ToDomainName();
                return true;
            }
        }

        target = default;
        return false;
    }
}
