using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Whether the proofs in a message prove what it says, checked as a validator would that sees this message alone (RFC 4035 section 5.4, RFC 5155 section 8). Shares nothing with the cache.</summary>
internal sealed class ProofCheck
{
    private readonly DomainName _apex;
    private readonly DnsQuestion _question;
    private readonly IReadOnlyList<ResourceRecord> _authority;

    private ProofCheck(DnsMessage message, DomainName apex)
    {
        _apex = apex;
        _question = message.Question!.Value;
        _authority = message.ReadRecords(DnsSection.Authority);
    }

    public static bool Proves(DnsMessage message, DomainName apex)
    {
        ProofCheck check = new(message, apex);
        if (message.Answers.Count > 0)
        {
            return check.ProvesWildcard(message);
        }

        return check._authority.Any(record => record.Type == DnsType.SOA && record.Owner == apex)
            && (message.Rcode == Rcode.NxDomain ? check.ProvesNxDomain() : check.ProvesNoData());
    }

    private bool ProvesWildcard(DnsMessage message)
    {
        int labels = message.ReadRecords(DnsSection.Answer).Select(static record => record.Data).OfType<RrsigData>().Single().Labels;
        return labels < _question.Name.LabelCount && IsAbsent(_question.Name.Suffix(labels + 1));
    }

    private bool ProvesNxDomain() =>
        FindEncloser() is { } encloser && IsAbsent(encloser.Prepend("*"u8));

    private bool ProvesNoData()
    {
        if (Denies(_question.Name) || IsEmpty(_question.Name))
        {
            return true;
        }

        DomainName? wildcard = FindEncloser()?.Prepend("*"u8);
        return wildcard is not null && (IsEmpty(wildcard.Value) || (Denies(wildcard.Value) && !IsCut(TypesAt(wildcard.Value)!)));
    }

    /// <summary>The longest name above the one asked about that is proved to be there while the next is not.</summary>
    private DomainName? FindEncloser()
    {
        for (DomainName name = _question.Name; name != _apex; name = name.Parent)
        {
            if (IsAbsent(name) && IsPresent(name.Parent))
            {
                return name.Parent;
            }
        }

        return null;
    }

    private bool Denies(DomainName name) =>
        TypesAt(name) is { } types
        && !types.Contains(_question.Type)
        && !types.Contains(DnsType.CNAME)
        && (_question.Type == DnsType.DS ? !types.Contains(DnsType.SOA) : !types.Contains(DnsType.NS) || types.Contains(DnsType.SOA));

    private TypeBitmap? TypesAt(DomainName name) =>
        Records<NsecData>().Where(record => record.Owner == name).Select(static record => record.Data.Types)
            .Concat(Records<Nsec3Data>().Where(record => Hash(record.Owner) == Hash(name, record.Data)).Select(static record => record.Data.Types))
            .FirstOrDefault();

    /// <summary>An empty non-terminal: nothing at it, something below.</summary>
    private bool IsEmpty(DomainName name) =>
        Records<NsecData>().Any(record => record.Owner.CompareTo(name) < 0 && record.Data.NextName.IsBelow(name) && !IsHidden(name, record));

    private bool IsPresent(DomainName name) =>
        Records<NsecData>().Any(record => record.Owner.IsAtOrBelow(name) || record.Data.NextName.IsAtOrBelow(name))
        || (TypesAt(name) is { } types && !IsCut(types));

    private bool IsAbsent(DomainName name) =>
        Records<NsecData>().Any(record =>
            record.Owner.CompareTo(name) < 0
            && (name.CompareTo(record.Data.NextName) < 0 || record.Data.NextName == _apex)
            && !record.Data.NextName.IsBelow(name)
            && !IsHidden(name, record))
        || Records<Nsec3Data>().Any(record => (record.Data.Flags & 1) == 0 && Covers(Hash(record.Owner), Convert.ToHexString(record.Data.NextHash.Span), Hash(name, record.Data)));

    private static bool IsHidden(DomainName name, (DomainName Owner, NsecData Data) nsec) => name.IsBelow(nsec.Owner) && IsCut(nsec.Data.Types);

    private static bool IsCut(TypeBitmap types) => types.Contains(DnsType.DNAME) || (types.Contains(DnsType.NS) && !types.Contains(DnsType.SOA));

    private static bool Covers(string owner, string next, string hash) =>
        string.CompareOrdinal(owner, next) < 0
            ? string.CompareOrdinal(owner, hash) < 0 && string.CompareOrdinal(hash, next) < 0
            : string.CompareOrdinal(owner, hash) < 0 || string.CompareOrdinal(hash, next) < 0;

    private static string Hash(DomainName name, Nsec3Data parameters)
    {
        byte[] hash = new byte[Nsec3Hash.Length];
        Nsec3Hash.Compute(name.Wire, parameters.Salt.Span, parameters.Iterations, hash);
        return Convert.ToHexString(hash);
    }

    private static string Hash(DomainName owner)
    {
        byte[] hash = new byte[Nsec3Hash.Length];
        Assert.True(Nsec3Hash.TryReadLabel(owner.FirstLabel, hash));
        return Convert.ToHexString(hash);
    }

    private IEnumerable<(DomainName Owner, T Data)> Records<T>()
        where T : Rdata =>
        _authority.Where(static record => record.Data is T).Select(static record => (record.Owner, (T)record.Data));
}
