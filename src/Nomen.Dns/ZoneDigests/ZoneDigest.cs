using System.Security.Cryptography;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.ZoneDigests;

/// <summary>Checks the digest of a zone whose records come one by one, in any order (RFC 8976, scheme SIMPLE with SHA-384 and SHA-512).</summary>
/// <remarks>The digest is over the records in canonical order, so they are kept until the last one is there, up to a limit; few are, when no ZONEMD record comes among the first. Not thread-safe.</remarks>
public sealed class ZoneDigest
{
    /// <summary>Scheme SIMPLE (RFC 8976 section 2.2.2).</summary>
    private const byte Simple = 1;

    /// <summary>
    /// Octets of memory up to which a ZONEMD record is waited for. Servers send the records of the apex first; when none was
    /// among so many, nearly always there is none, and nothing more is kept.
    /// </summary>
    private const long MaxAhead = 1 << 20;

    /// <summary>ZONEMD records that are looked at: one for each pair of scheme and algorithm that we know, and some that we do not.</summary>
    private const int MaxDigests = 16;

    private readonly DomainName _apex;
    private readonly long _limit;
    private readonly List<ZonemdData> _digests = [];
    private CanonicalRecords? _records = new();

    /// <summary>Starts with no records.</summary>
    /// <param name="apex">Name of the zone.</param>
    /// <param name="limit">Octets of memory for its records, at most; beyond them nothing is kept and the verdict is <see cref="ZoneDigestVerdict.TooLarge"/>.</param>
    public ZoneDigest(DomainName apex, long limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _apex = apex;
        _limit = limit;
    }

    /// <summary>Takes a record of the zone; the SOA once, duplicates as often as they come.</summary>
    public void Add(RecordView record)
    {
        if (record.Type is DnsType.ZONEMD or DnsType.RRSIG && record.Owner.Equals(_apex) && IsOfDigest(record))
        {
            return;
        }

        if (_records is null)
        {
            return;
        }

        _records.Add(record);
        if (_records.Memory > (_digests.Count == 0 ? Math.Min(_limit, MaxAhead) : _limit))
        {
            _records = null;
        }
    }

    /// <summary>Compares, once every record is there (RFC 8976 section 4, its steps 2 to 5; DNSSEC is not looked at).</summary>
    /// <param name="serial">Serial of the zone's SOA.</param>
    public ZoneDigestVerdict Verify(uint serial)
    {
        if (_digests.Count == 0)
        {
            return ZoneDigestVerdict.NotPresent;
        }

        // 5.2, 5.3: only schemes and algorithms that we know, and of each pair only one record.
        ZonemdData[] usable = [.. _digests.Where(digest => digest.Scheme == Simple && HashOf(digest) is not null && _digests.Count(other => IsSamePair(other, digest)) == 1)];
        if (usable.Length == 0)
        {
            return ZoneDigestVerdict.Unsupported;
        }

        if (_records is null)
        {
            return ZoneDigestVerdict.TooLarge;
        }

        // 5.1: a digest of another version of the zone proves nothing of this one. 5.4 to 5.6.
        _records.Sort();
        return usable.Any(digest => digest.Serial == serial && _records.Hash(HashOf(digest)!.Value).AsSpan().SequenceEqual(digest.Digest.Span))
            ? ZoneDigestVerdict.Verified
            : ZoneDigestVerdict.Mismatch;
    }

    /// <summary>Whether it is the digest itself, or its signature: both are left out (RFC 8976 section 3.3.1).</summary>
    private bool IsOfDigest(RecordView record)
    {
        if (record.Type == DnsType.RRSIG)
        {
            return record.TryGetData(out RrsigData? signature) && signature.TypeCovered == DnsType.ZONEMD;
        }

        if (_digests.Count < MaxDigests && record.TryGetData(out ZonemdData? digest))
        {
            _digests.Add(digest);
        }

        return true;
    }

    private static bool IsSamePair(ZonemdData left, ZonemdData right) => left.Scheme == right.Scheme && left.HashAlgorithm == right.HashAlgorithm;

    private static HashAlgorithmName? HashOf(ZonemdData digest) => digest.HashAlgorithm switch
    {
        1 => HashAlgorithmName.SHA384,
        2 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
