using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>Answers a question from the NSEC records of a zone (RFC 8198 section 5, RFC 4035 section 5.4). Pure.</summary>
internal static class NsecProver
{
    /// <summary>What the records prove; null when that is nothing.</summary>
    /// <remarks>
    /// 1. The record at or before the name. 2. At the name: it denies the type, or nothing is proved. 3. Else it covers the name,
    /// and is no cut above it. 4. The next name lies below: the name is an empty non-terminal. 5. The closest encloser is what
    /// the name shares with either end. 6. A wildcard there answers, if its RRset is kept; 7. or is denied the type; 8. or is not there either.
    /// </remarks>
    public static DenialProof? TryProve(DenialZone zone, in DenialQuestion question)
    {
        // 1.
        Span<byte> buffer = stackalloc byte[NameKey.MaxLength];
        ReadOnlySpan<byte> name = buffer[..NameKey.Write(question.Name.Wire, buffer)];
        if (question.WhenFresh(zone.Nsec.AtOrBefore(name)) is not { } nsec)
        {
            return null;
        }

        // 2.
        if (nsec.Is(name))
        {
            return nsec.DeniesType(question.Type) ? new DenialProof(Rcode.NoError, nsec) : null;
        }

        // 3.
        if (!CoversOutsideCuts(nsec, name))
        {
            return null;
        }

        // 4. RFC 4592 section 2.2.2: such a name exists, without any type.
        if (nsec.NextKey.AsSpan().StartsWith(name))
        {
            return new DenialProof(Rcode.NoError, nsec);
        }

        // 5.
        int shared = Math.Max(SharedLabels(name, nsec.Key), SharedLabels(name, nsec.NextKey));
        Span<byte> wildcard = stackalloc byte[NameKey.MaxLength];
        wildcard = wildcard[..WriteWildcard(name[..shared], wildcard)];

        // 6. RFC 8198 section 5.3.
        return question.WhenFresh(zone.FindWildcard(wildcard, question.Type)) is { } answer
            ? new DenialProof(Rcode.NoError, nsec) { Wildcard = answer }
            : ProveWithoutWildcard(zone, question, nsec, wildcard);
    }

    private static DenialProof? ProveWithoutWildcard(DenialZone zone, in DenialQuestion question, DenialRrset nsec, ReadOnlySpan<byte> wildcard)
    {
        if (question.WhenFresh(zone.Nsec.AtOrBefore(wildcard)) is not { } atWildcard)
        {
            return null;
        }

        // 7.
        if (atWildcard.Is(wildcard))
        {
            return atWildcard.DeniesTypeByWildcard(question.Type) ? new DenialProof(Rcode.NoError, nsec) { Second = atWildcard } : null;
        }

        if (!CoversOutsideCuts(atWildcard, wildcard))
        {
            return null;
        }

        // 8. A wildcard that is an empty non-terminal exists, and so does what it stands for (RFC 4592 section 4.9).
        Rcode rcode = atWildcard.NextKey.AsSpan().StartsWith(wildcard) ? Rcode.NoError : Rcode.NxDomain;
        return new DenialProof(rcode, nsec) { Second = atWildcard };
    }

    /// <summary>RFC 6840 section 4.1: the record of a delegation or a DNAME proves nothing about names below its owner.</summary>
    private static bool CoversOutsideCuts(DenialRrset nsec, ReadOnlySpan<byte> name) =>
        nsec.Covers(name) && !(nsec.IsCut && name.StartsWith(nsec.Key));

    /// <summary>Length of the key of the name that two names have in common; a zero ends each label.</summary>
    private static int SharedLabels(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left[..left.CommonPrefixLength(right)].LastIndexOf((byte)0) + 1;

    private static int WriteWildcard(ReadOnlySpan<byte> encloser, Span<byte> key)
    {
        encloser.CopyTo(key);
        key[encloser.Length] = (byte)'*';
        key[encloser.Length + 1] = 0;
        return encloser.Length + 2;
    }
}
