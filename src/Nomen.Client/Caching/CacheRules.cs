using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Decides whether a response is kept, as what, and for how long (RFC 2181 sections 5 and 8, RFC 2308). Pure.</summary>
internal sealed class CacheRules(CacheTransportOptions options)
{
    private readonly uint _maxTtl = (uint)options.MaxTtl.TotalSeconds;
    private readonly uint _maxNegativeTtl = (uint)options.MaxNegativeTtl.TotalSeconds;

    /// <summary>Whether requests like this are looked up at all: a plain query of class IN for a type of data, by nobody in particular.</summary>
    public static bool Covers(DnsRequest request) =>
        request.IsPlainQuery
        && request.Protection is null
        && request.Question is { Class: DnsClass.IN } question
        && IsData(question.Type);

    /// <summary>Whether answers to a type are kept: not ANY and the other meta types, whose answers depend on more than the question (RFC 8482), and not 0.</summary>
    public static bool IsData(DnsType type) => type is not (0 or DnsType.OPT) and not (>= (DnsType)128 and <= (DnsType)255);

    /// <summary>Whether a response that ends so tells what is so now, though it may not be kept: one to another question, or whose aliases go round, does not.</summary>
    public static bool Resolves(NotCached reason) => reason is not (NotCached.OtherQuestion or NotCached.AliasLoop);

    /// <summary>What TTLs are cut to in a response of a kind.</summary>
    public TtlLimits LimitsFor(CacheEntryKind kind) => new(_maxTtl, _maxNegativeTtl, kind is CacheEntryKind.NoData or CacheEntryKind.NxDomain);

    /// <summary>Judges the response to a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="response">The response.</param>
    /// <param name="mayBeOfSubnet">Whether it is known for which clients it is, if it is for some alone.</param>
    public CacheVerdict Judge(in DnsQuestion question, DnsResponse response, bool mayBeOfSubnet = false)
    {
        DnsMessageView message = response.Message.View;
        if (message.Rcode is not (Rcode.NoError or Rcode.NxDomain))
        {
            return new CacheVerdict(NotCached.Kept, CacheEntryKind.FailureResponse);
        }

        if (!message.TryGetQuestion(out DnsQuestion answered) || answered != question || message.QuestionCount != 1
            || (message.Flags & DnsFlags.QR) == 0 || message.Opcode != Opcode.Query)
        {
            return new CacheVerdict(NotCached.OtherQuestion);
        }

        if ((message.Flags & DnsFlags.TC) != 0 && !options.CacheTruncated)
        {
            return new CacheVerdict(NotCached.Truncated);
        }

        if (!mayBeOfSubnet && message.TryGetEdns(out EdnsView edns) && edns.TryRead(out ClientSubnetOption? subnet, out _) && subnet.ScopePrefixLength > 0)
        {
            return new CacheVerdict(NotCached.OfSubnet);
        }

        return AliasChain.Follow(question, message) is { } chain
            ? Judge(question, chain, message, response.Validation)
            : new CacheVerdict(NotCached.AliasLoop);
    }

    private CacheVerdict Judge(in DnsQuestion question, AliasChain chain, DnsMessageView message, ResponseValidation? validation)
    {
        uint lifetime = _maxTtl;
        bool isAnswered = false;
        foreach (RecordView record in message.Answers)
        {
            if (record.Class != question.Class || !chain.Holds(record))
            {
                return new CacheVerdict(NotCached.ForeignRecords);
            }

            isAnswered |= record.Type == question.Type && record.Owner.Equals(chain.Last);
            lifetime = Math.Min(lifetime, record.Ttl);
        }

        bool hasSoa = false;
        bool hasNs = false;
        uint denial = uint.MaxValue;
        foreach (RecordView record in message.Authority)
        {
            // NS and SOA name a zone: one that does not hold the name has no business here.
            bool namesZone = record.Type is DnsType.SOA or DnsType.NS;
            if (record.Class != question.Class || (namesZone && !IsZoneOf(record, chain)))
            {
                return new CacheVerdict(NotCached.ForeignRecords);
            }

            hasNs |= record.Type == DnsType.NS;
            if (record.TryGetData(out SoaData? soa))
            {
                hasSoa = true;
                denial = Math.Min(denial, Math.Min(record.Ttl, soa.Minimum));
            }

            lifetime = Math.Min(lifetime, record.Ttl);
        }

        lifetime = Math.Min(lifetime, LowestTtl(message.Additional));
        foreach (ValidatedRrset rrset in validation?.Rrsets ?? [])
        {
            lifetime = Math.Min(lifetime, rrset.AllowedTtl);
        }

        CacheVerdict verdict = Classify(message.Rcode, isAnswered, hasSoa, hasNs, chain);
        if (verdict.Kind is CacheEntryKind.NoData or CacheEntryKind.NxDomain)
        {
            lifetime = Math.Min(lifetime, Math.Min(denial, _maxNegativeTtl));
        }

        return verdict.IsKept && lifetime == 0 ? new CacheVerdict(NotCached.ZeroTtl) : verdict with { Lifetime = lifetime };
    }

    private static CacheVerdict Classify(Rcode rcode, bool isAnswered, bool hasSoa, bool hasNs, AliasChain chain)
    {
        if (rcode == Rcode.NxDomain)
        {
            return hasSoa ? new CacheVerdict(NotCached.Kept, CacheEntryKind.NxDomain, DeniesQuestionName: chain.IsDirect) : new CacheVerdict(NotCached.NoSoa);
        }

        if (isAnswered)
        {
            return new CacheVerdict(NotCached.Kept, CacheEntryKind.Answer);
        }

        if (hasSoa)
        {
            return new CacheVerdict(NotCached.Kept, CacheEntryKind.NoData);
        }

        return hasNs ? new CacheVerdict(NotCached.Kept, CacheEntryKind.Delegation) : new CacheVerdict(NotCached.Broken);
    }

    /// <summary>Whether the record's owner is a zone that holds a name of the chain; a denial's SOA must hold the last one.</summary>
    private static bool IsZoneOf(RecordView record, AliasChain chain)
    {
        DomainName zone = record.Owner.ToDomainName();
        return record.Type == DnsType.SOA ? chain.Last.IsAtOrBelow(zone) : chain.LiesBelow(zone);
    }

    private static uint LowestTtl(RecordSection records)
    {
        uint lowest = uint.MaxValue;
        foreach (RecordView record in records)
        {
            if (record.Type is not (DnsType.OPT or DnsType.TSIG))
            {
                lowest = Math.Min(lowest, record.Ttl);
            }
        }

        return lowest;
    }
}
