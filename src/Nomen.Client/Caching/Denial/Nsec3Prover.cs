using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>Answers a question from the NSEC3 records of a zone (RFC 8198 section 5, RFC 5155 section 8). Lives for one question.</summary>
internal ref struct Nsec3Prover
{
    private readonly DenialZone _zone;
    private readonly Nsec3Chain _chain;
    private readonly DenialQuestion _question;
    private readonly ReadOnlySpan<byte> _name;
    private int _blocks;

    private Nsec3Prover(DenialZone zone, Nsec3Chain chain, in DenialQuestion question, int blocks)
    {
        _zone = zone;
        _chain = chain;
        _question = question;
        _name = question.Name.Wire;
        _blocks = blocks;
    }

    /// <summary>What the records prove; null when that is nothing.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="question">The question.</param>
    /// <param name="blocks">Blocks of SHA-1 that it may still cost, in all zones together.</param>
    public static DenialProof? TryProve(DenialZone zone, in DenialQuestion question, ref int blocks)
    {
        if (zone.Nsec3 is not { } chain || !chain.IsWorthHashing())
        {
            return null;
        }

        Nsec3Prover prover = new(zone, chain, question, blocks);
        DenialProof? proof = prover.FindEncloser();
        blocks = prover._blocks;
        chain.Note(proof is not null);
        return proof;
    }

    /// <summary>
    /// From the zone's name down to the one asked about: 1. a name with a record of its own exists; 2. the first one that a record
    /// covers is the next closer name, and the one before it the closest encloser. Downwards the search ends at the first name
    /// that does not exist, however long the name asked about is: long names cost no more hashes than short ones.
    /// </summary>
    private DenialProof? FindEncloser()
    {
        Span<byte> hash = stackalloc byte[Nsec3Hash.Length];
        DenialRrset? encloser = null;
        int apex = _name.Length - _zone.Apex.Length;
        int last = -1;
        for (int start = apex; start >= 0; start = StartOfChild(start))
        {
            if (start == apex)
            {
                _chain.ApexHash.CopyTo(hash);
            }
            else if (!TryHash(_name[start..], hash))
            {
                return null;
            }

            DenialRrset? found = _question.WhenFresh(_chain.Rrsets.AtOrBefore(hash));
            if (found is not null && found.Is(hash))
            {
                // 1.
                if (start == 0)
                {
                    return found.DeniesType(_question.Type) ? new DenialProof(Rcode.NoError, found) : null;
                }

                // RFC 5155 section 8.3: what lies below a delegation or a DNAME is none of this zone's.
                if (found.IsCut)
                {
                    return null;
                }

                encloser = found;
            }
            else if (found is not null && last >= 0 && found.Covers(hash))
            {
                // 2. RFC 8198 section 5.2: with opt-out it may be a delegation that has no record.
                return found.IsOptOut ? null : ProveBelow(last, encloser, found);
            }
            else
            {
                encloser = null;
            }

            last = start;
        }

        return null;
    }

    /// <summary>
    /// The name does not exist. 1. The wildcard at the closest encloser answers, if its RRset is kept: this needs no proof of the
    /// encloser (RFC 5155 section 8.8). 2. Else the encloser must be proved, and 3. the wildcard is denied the type (section 8.7), 4. or is not there (section 8.4).
    /// </summary>
    private DenialProof? ProveBelow(int encloserStart, DenialRrset? encloser, DenialRrset nextCloser)
    {
        // 1.
        ReadOnlySpan<byte> parent = _name[encloserStart..];
        Span<byte> wildcard = stackalloc byte[DomainName.MaxLength];
        wildcard[0] = 1;
        wildcard[1] = (byte)'*';
        parent.CopyTo(wildcard[2..]);
        wildcard = wildcard[..(2 + parent.Length)];
        Span<byte> key = stackalloc byte[NameKey.MaxLength];
        if (_question.WhenFresh(_zone.FindWildcard(key[..NameKey.Write(wildcard, key)], _question.Type)) is { } answer)
        {
            return new DenialProof(Rcode.NoError, nextCloser) { Wildcard = answer };
        }

        // 2.
        Span<byte> hash = stackalloc byte[Nsec3Hash.Length];
        if (encloser is null || !TryHash(wildcard, hash) || _question.WhenFresh(_chain.Rrsets.AtOrBefore(hash)) is not { } found)
        {
            return null;
        }

        // 3.
        if (found.Is(hash))
        {
            return found.DeniesTypeByWildcard(_question.Type) ? new DenialProof(Rcode.NoError, encloser) { Second = nextCloser, Third = found } : null;
        }

        // 4.
        return found.Covers(hash) && !found.IsOptOut ? new DenialProof(Rcode.NxDomain, encloser) { Second = nextCloser, Third = found } : null;
    }

    private bool TryHash(scoped ReadOnlySpan<byte> name, scoped Span<byte> hash)
    {
        _blocks -= _chain.BlocksPerHash;
        if (_blocks < 0 || _question.Budget?.TryTake(WorkKind.Nsec3Hash) == false)
        {
            return false;
        }

        _chain.Hash(name, hash);
        return true;
    }

    /// <summary>Where the name with one label more starts; -1 behind the whole name.</summary>
    private readonly int StartOfChild(int start)
    {
        int child = -1;
        for (int position = 0; position < start; position += _name[position] + 1)
        {
            child = position;
        }

        return child;
    }
}
