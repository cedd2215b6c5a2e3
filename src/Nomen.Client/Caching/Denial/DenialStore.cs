using System.Collections.Concurrent;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>The gaps of signed zones, from which questions are answered that nobody asked the upstream (RFC 8198). Bounded in octets, evicted by use.</summary>
/// <remarks>Readers take no lock. Changes are few, one for each signed denial that comes from the upstream, and share one lock.</remarks>
internal sealed class DenialStore
{
    /// <summary>Most RRsets that eviction spares for their use before it takes one all the same: the work under the lock stays small.</summary>
    private const int MaxSpared = 64;

    private readonly long _frequency;
    private readonly ConcurrentDictionary<DomainName, DenialZone> _zones = new(DomainNameComparer.Default);
    private readonly ConcurrentDictionary<DomainName, DenialZone>.AlternateLookup<ReadOnlySpan<byte>> _zonesByWire;
    private readonly Lock _lock = new();
    private readonly LinkedList<DenialRrset> _order = new();
    private long _bytes;

    public DenialStore(AggressiveNsecOptions options, long frequency)
    {
        Options = options;
        _frequency = frequency;
        _zonesByWire = _zones.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Octets taken.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => Bytes == 0;

    /// <summary>Bounds.</summary>
    public AggressiveNsecOptions Options { get; }

    /// <summary>The response that the proofs give; null when they give none.</summary>
    /// <remarks>
    /// Not for CD=1, who wants what the upstream says and not what a validator made of it, and not for types that are about names
    /// rather than at them. RD makes no difference: nobody is asked.
    /// </remarks>
    public DnsResponse? TryAnswer(DnsRequest request, long now)
    {
        DnsQuestion question = request.Question!.Value;
        if (IsEmpty || (request.Flags & DnsFlags.CD) != 0 || question.Type is DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3)
        {
            return null;
        }

        DenialQuestion asked = new()
        {
            Name = question.Name,
            Type = question.Type,
            Now = now,
            Frequency = _frequency,
            Budget = request.Context?.Budget,
        };
        ReadOnlySpan<byte> name = question.Name.Wire;
        int blocks = Options.MaxHashBlocks;

        // RFC 4035 section 3.1.4.1: DS at a zone's apex is its parent's to deny.
        int start = question.Type == DnsType.DS ? name[0] + 1 : 0;
        for (; start < name.Length; start += name[start] + 1)
        {
            if (_zonesByWire.TryGetValue(name[start..], out DenialZone? zone) && TryAnswer(zone, request, asked, ref blocks) is { } response)
            {
                return response;
            }
        }

        return null;
    }

    /// <summary>Keeps an RRset in place of what it replaces: the same, and proofs that it shows to be of another state of the zone.</summary>
    public void Add(DenialRrset rrset)
    {
        lock (_lock)
        {
            AddUnderLock(rrset, parameters: null);
        }
    }

    /// <summary>Keeps an NSEC3 record. One with other parameters than those kept replaces all of them: the zone was signed anew.</summary>
    public void Add(DenialRrset rrset, Nsec3Data parameters)
    {
        lock (_lock)
        {
            AddUnderLock(rrset, parameters);
        }
    }

    /// <summary>A Secure RRset was seen: proofs that there is none have been overtaken, for its other types as well.</summary>
    public void Contradict(DomainName zoneName, DomainName owner, DnsType type)
    {
        if (!_zones.TryGetValue(zoneName, out DenialZone? zone))
        {
            return;
        }

        Span<byte> key = stackalloc byte[NameKey.MaxLength];
        key = key[..NameKey.Write(owner.Wire, key)];
        RemoveWhenAgainst(zone.Nsec.AtOrBefore(key), key, type);
        if (zone.Nsec3 is { } chain)
        {
            Span<byte> hash = stackalloc byte[Nsec3Hash.Length];
            chain.Hash(owner.Wire, hash);
            RemoveWhenAgainst(chain.Rrsets.AtOrBefore(hash), hash, type);
        }
    }

    /// <summary>Forgets what answers for a name.</summary>
    public void Forget(DomainName name)
    {
        lock (_lock)
        {
            foreach (DenialZone zone in _zones.Values.Where(zone => name.IsAtOrBelow(zone.Apex)))
            {
                RemoveUnderLock(DenialSelection.About(zone, name));
            }
        }
    }

    /// <summary>Forgets what answers for a name and those below it.</summary>
    public void ForgetZone(DomainName name)
    {
        lock (_lock)
        {
            foreach (DenialZone zone in _zones.Values)
            {
                if (zone.Apex.IsAtOrBelow(name))
                {
                    RemoveUnderLock(zone.Snapshot());
                }
                else if (name.IsAtOrBelow(zone.Apex))
                {
                    RemoveUnderLock(DenialSelection.AtOrBelow(zone, name));
                }
            }
        }
    }

    private static DnsResponse? TryAnswer(DenialZone zone, DnsRequest request, in DenialQuestion question, ref int blocks)
    {
        // A denial needs the SOA record; the answer of a wildcard does not.
        DenialRrset? soa = question.WhenFresh(zone.Soa);
        if (soa is null && zone.Wildcards.IsEmpty)
        {
            return null;
        }

        DenialProof? proof = NsecProver.TryProve(zone, question) ?? Nsec3Prover.TryProve(zone, question, ref blocks);
        return proof is null || (proof.Wildcard is null && soa is null)
            ? null
            : SynthesizedAnswer.TryMake(request, proof, proof.Wildcard is null ? soa : null, question.Now, question.Frequency);
    }

    private void AddUnderLock(DenialRrset rrset, Nsec3Data? parameters)
    {
        DenialZone zone = ZoneUnderLock(rrset.Zone);
        switch (rrset.Kind)
        {
            case DenialKind.Soa:
                RemoveUnderLock(zone.Soa is { } before ? [before] : []);
                zone.Soa = rrset;
                break;
            case DenialKind.Wildcard:
                RemoveUnderLock(zone.Wildcards.At(rrset.Key) is { } same ? [same] : []);
                zone.Wildcards.AddUnderLock(rrset);
                break;
            case DenialKind.Nsec:
                RemoveOvertakenUnderLock(zone.Nsec, rrset);
                zone.Nsec.AddUnderLock(rrset);
                break;
            default:
                Nsec3Chain chain = ChainUnderLock(zone, parameters!);
                RemoveOvertakenUnderLock(chain.Rrsets, rrset);
                chain.Rrsets.AddUnderLock(rrset);
                break;
        }

        // What was taken out may have been the last of its zone, which went with it.
        _zones[zone.Apex] = zone;
        rrset.Zone = zone.Apex;
        _bytes += zone.Count++ == 0 ? zone.HeapSize + rrset.HeapSize : rrset.HeapSize;
        _order.AddLast(rrset.Place);
        TrimUnderLock();
    }

    private DenialZone ZoneUnderLock(DomainName apex) => _zones.TryGetValue(apex, out DenialZone? zone) ? zone : new DenialZone(apex);

    private Nsec3Chain ChainUnderLock(DenialZone zone, Nsec3Data parameters)
    {
        if (zone.Nsec3 is not { } chain || !chain.HasParametersOf(parameters))
        {
            RemoveUnderLock(zone.Nsec3?.Rrsets.Snapshot() ?? []);
            zone.Nsec3 = chain = new Nsec3Chain(zone.Apex, parameters);
        }

        return chain;
    }

    /// <summary>Takes out the one before that reaches to or over the newcomer, and all that stand in the newcomer's span.</summary>
    private void RemoveOvertakenUnderLock(OrderedRrsets chain, DenialRrset newcomer)
    {
        if (chain.AtOrBefore(newcomer.Key) is { } before && (before.Is(newcomer.Key) || before.Covers(newcomer.Key)))
        {
            RemoveUnderLock([before]);
        }

        while (chain.After(newcomer.Key) is { } inside && newcomer.Covers(inside.Key))
        {
            RemoveUnderLock([inside]);
        }
    }

    private void RemoveWhenAgainst(DenialRrset? proof, ReadOnlySpan<byte> key, DnsType type)
    {
        if (proof is null || !(proof.Is(key) ? !proof.Types.Contains(type) : proof.Covers(key)))
        {
            return;
        }

        lock (_lock)
        {
            RemoveUnderLock([proof]);
        }
    }

    private void RemoveUnderLock(IEnumerable<DenialRrset> rrsets)
    {
        foreach (DenialRrset rrset in rrsets)
        {
            // Another thread may have taken it out before the lock was ours.
            if (rrset.Place.List is null)
            {
                continue;
            }

            DenialZone zone = _zones[rrset.Zone];
            _order.Remove(rrset.Place);
            _bytes -= rrset.HeapSize;
            switch (rrset.Kind)
            {
                case DenialKind.Soa:
                    zone.Soa = null;
                    break;
                case DenialKind.Wildcard:
                    zone.Wildcards.RemoveUnderLock(rrset);
                    break;
                case DenialKind.Nsec:
                    zone.Nsec.RemoveUnderLock(rrset);
                    break;
                default:
                    zone.Nsec3!.Rrsets.RemoveUnderLock(rrset);
                    break;
            }

            if (--zone.Count == 0)
            {
                _zones.TryRemove(zone.Apex, out _);
                _bytes -= zone.HeapSize;
            }
        }
    }

    /// <summary>Makes room: oldest first, those in use are spared for one more round.</summary>
    private void TrimUnderLock()
    {
        int spared = 0;
        while (_bytes > Options.MaxBytes && _order.First is { } oldest)
        {
            if (oldest.Value.WasUsed && spared++ < MaxSpared)
            {
                oldest.Value.WasUsed = false;
                _order.Remove(oldest);
                _order.AddLast(oldest);
            }
            else
            {
                RemoveUnderLock([oldest.Value]);
            }
        }
    }
}
