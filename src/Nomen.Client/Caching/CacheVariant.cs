using Nomen.Dns.Messages;

namespace Nomen.Client.Caching;

/// <summary>The flags that a cached response depends on: RD, CD, and how much of DNSSEC was asked for. One octet.</summary>
/// <remarks>
/// All variants of one question lie in one set of the store, so that one look-up sees them all:
/// RD=0 may be served by RD=1; a request with less of DNSSEC by an entry with more; CD is exact, both ways.
/// </remarks>
internal readonly record struct CacheVariant(byte Bits)
{
    private const int LevelMask = 3;
    private const int RecursionBit = 4;
    private const int CheckingBit = 8;

    /// <summary>The variant of a request with these flags.</summary>
    public CacheVariant(DnsFlags flags, bool dnssecOk)
        : this((byte)(LevelOf(flags, dnssecOk)
            | ((flags & DnsFlags.RD) != 0 ? RecursionBit : 0)
            | ((flags & DnsFlags.CD) != 0 ? CheckingBit : 0)))
    {
    }

    /// <summary>Whether DNSSEC records were asked for.</summary>
    public bool DnssecOk => (Bits & LevelMask) == 2;

    /// <summary>Whether the AD flag means something to the asker: it set AD or DO (RFC 6840 section 5.7).</summary>
    public bool WantsAd => (Bits & LevelMask) != 0;

    /// <summary>RD.</summary>
    public bool RecursionDesired => (Bits & RecursionBit) != 0;

    /// <summary>CD.</summary>
    public bool CheckingDisabled => (Bits & CheckingBit) != 0;

    /// <summary>Whether some request has these flags: octets from outside may be any.</summary>
    public bool IsValid => (Bits & ~(LevelMask | RecursionBit | CheckingBit)) == 0 && (Bits & LevelMask) != LevelMask;

    /// <summary>How well an entry serves a request of this variant: 0 is its own, higher is derived; -1 it must not.</summary>
    /// <param name="entry">The entry's variant.</param>
    /// <param name="asksForProofs">Whether the type asked for is RRSIG, NSEC or NSEC3: stripping would leave nothing of the answer.</param>
    public int RankFor(CacheVariant entry, bool asksForProofs)
    {
        if (entry.Bits == Bits)
        {
            return 0;
        }

        int differs = entry.Bits ^ Bits;
        int more = (entry.Bits & LevelMask) - (Bits & LevelMask);
        bool serves = (differs & CheckingBit) == 0
            && ((differs & RecursionBit) == 0 || entry.RecursionDesired)
            && more >= 0
            && !(asksForProofs && more != 0 && entry.DnssecOk);
        return serves ? more + ((differs & RecursionBit) != 0 ? 3 : 0) : -1;
    }

    /// <summary>Whether a response to a request of this variant makes what an older entry says out of date: they are about the same data.</summary>
    /// <remarks>What was asked with RD is what a resolver found out; without RD it is what some server had at hand, which says nothing about the former.</remarks>
    public bool Supersedes(CacheVariant older) =>
        CheckingDisabled == older.CheckingDisabled && (RecursionDesired || !older.RecursionDesired);

    // RFC 6840 section 5.7: AD in a query asks for the flag alone; with DO it says nothing more.
    private static int LevelOf(DnsFlags flags, bool dnssecOk) => dnssecOk ? 2 : (flags & DnsFlags.AD) != 0 ? 1 : 0;
}
