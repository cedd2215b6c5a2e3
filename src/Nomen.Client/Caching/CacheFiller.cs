using System.Collections.Immutable;
using Nomen.Client.Caching.Denial;
using Nomen.Client.Caching.Portable;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Caching.Stale;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Takes what the upstream said into the store, and what a flush is about out of it.</summary>
internal sealed class CacheFiller
{
    private readonly CacheStore _store;
    private readonly CacheTransportOptions _options;
    private readonly CacheRules _rules;
    private readonly FailureMemory _failures;
    private readonly ClientSubnets? _subnets;
    private readonly DenialStore? _denials;
    private readonly DenialFeed? _feed;
    private readonly bool _isStaleServed;
    private readonly SharedAnswers? _shared;
    private volatile bool _hasCuts;
    private int _epoch;

    public CacheFiller(
        CacheStore store, CacheTransportOptions options, StaleAnswers? stale, ClientSubnets? subnets, DenialStore? denials, SharedAnswers? shared)
    {
        _denials = denials;
        _feed = denials is null ? null : new DenialFeed(denials, options);
        _store = store;
        _options = options;
        _rules = new CacheRules(options);
        _subnets = subnets;
        _isStaleServed = stale is not null;
        _shared = shared;
        _failures = new FailureMemory(store, options, stale, subnets);
    }

    /// <summary>Whether there ever was a denial that holds for the names below; without one nobody looks for them.</summary>
    public bool HasCuts => _hasCuts;

    /// <summary>Rises with each flush: what was asked for before one is not kept after it.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Keeps a response, if the rules allow; returns why not.</summary>
    public NotCached Keep(DnsRequest asked, DnsResponse response, ImmutableArray<ExtendedError> notes, int epoch, long now)
    {
        if (epoch != Epoch)
        {
            return NotCached.Flushed;
        }

        DnsQuestion question = asked.Question!.Value;
        CacheVariant variant = new(asked.Flags, asked.DnssecOk);
        SubnetPlace? place = _subnets?.PlaceOf(asked, response);
        CacheVerdict verdict = _rules.Judge(question, response, place is not null);
        if (!verdict.IsKept)
        {
            return NotKept(verdict.Reason, question, variant, place, now);
        }

        if (verdict.Kind == CacheEntryKind.FailureResponse)
        {
            _failures.Remember(asked, response, AnswerOptions.Collect(response, notes), now);
            return StaysSince(epoch, question, default) ? NotCached.Kept : NotCached.Flushed;
        }

        // RFC 7871 section 7.4: a referral is the same for every client, whatever its scope.
        place = verdict.Kind == CacheEntryKind.Delegation ? null : place;
        if (!ResponseEntry.TryBuild(_rules, asked, response, notes, verdict, place ?? default, now, _options.MaxEntryBytes, out CacheEntry entry))
        {
            return NotKept(NotCached.TooLarge, question, variant, place, now);
        }

        if (!TryPut(entry, epoch, now))
        {
            return NotCached.Flushed;
        }

        _shared?.Offer(entry);

        // What one network was told about a name says nothing to the others about other names.
        if (entry.SubnetFamily == SubnetPrefix.Everyone)
        {
            Feed(response, epoch, now);
            if (verdict.DeniesQuestionName && IsCut(response.Security))
            {
                TryPut(CacheEntryBuilder.AsCut(entry), epoch, now);
            }
        }

        return NotCached.Kept;
    }

    /// <summary>Puts an entry in as it is, unless the cache was flushed since an epoch; false when it was.</summary>
    public bool TryPut(CacheEntry entry, int epoch, long now)
    {
        if (epoch != Epoch)
        {
            return false;
        }

        Put(entry, now);
        return StaysSince(epoch, new DnsQuestion(entry.Name, entry.Type), entry.Subnet);
    }

    private void Put(CacheEntry entry, long now)
    {
        if (entry.SubnetFamily == SubnetPrefix.Everyone)
        {
            _store.Put(entry, now);
        }
        else
        {
            _subnets!.Put(entry, now);
        }

        if (entry.Type == CacheKey.CutType)
        {
            _hasCuts = true;
        }
    }

    /// <summary>Makes an entry of what was kept before, here or elsewhere, by the rules of this cache; returns why not. Puts nothing in.</summary>
    /// <param name="from">What was kept.</param>
    /// <param name="clock">This moment.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="isCut">Whether it answers for the names below, too.</param>
    public NotCached Restore(in PortableEntry from, in PortableClock clock, out CacheEntry entry, out bool isCut)
    {
        entry = default;
        isCut = false;
        if (from.Subnet != default && _subnets is null)
        {
            return NotCached.OfSubnet;
        }

        DnsQuestion question = from.Message.Question!.Value;
        CacheVerdict verdict = _rules.Judge(question, new DnsResponse(from.Message));
        uint lifetime = Math.Min(from.Lifetime, verdict.Lifetime);
        if (!verdict.IsKept || clock.IsPast(from.StoredAt, lifetime))
        {
            return verdict.IsKept ? NotCached.Expired : verdict.Reason;
        }

        CacheEntryFields fields = new()
        {
            Stored = clock.ToTimestamp(from.StoredAt),
            Lifetime = lifetime,
            Variant = from.Variant,
            Kind = verdict.Kind,
            Security = from.Security,
            Extras = from.Extras,
            Subnet = from.Subnet,
            SubnetScope = from.SubnetScope,
        };
        isCut = verdict.DeniesQuestionName && from.Subnet == default && IsCut(from.Security);
        return CacheEntryBuilder.TryBuild(from.Message, question.Type, _rules.LimitsFor(verdict.Kind), fields, _options.MaxEntryBytes, out entry)
            ? NotCached.Kept
            : NotCached.TooLarge;
    }

    /// <summary>Keeps a failure.</summary>
    public void Keep(DnsRequest asked, TransportError error, int epoch, long now)
    {
        if (epoch == Epoch)
        {
            _failures.Remember(asked, error, now);
            StaysSince(epoch, asked.Question!.Value, default);
        }
    }

    /// <summary>Takes out what answers for a name, and keeps out what is under way; returns how many entries that were.</summary>
    public int Flush(DomainName name, DnsType? type)
    {
        int flushed = Flush(entry => entry.Type == CacheKey.CutType ? name.IsAtOrBelow(entry.Name) : entry.Name == name && (type is null || entry.Type == type));
        _denials?.Forget(name);
        return flushed;
    }

    /// <summary>The same for a name and all below it.</summary>
    public int FlushZone(DomainName zone)
    {
        int flushed = Flush(entry => entry.Name.IsAtOrBelow(zone));
        _denials?.ForgetZone(zone);
        return flushed;
    }

    /// <summary>Whether what was just put in may stay. A flush that began meanwhile may have gone by its place before it was there: then it is taken out again.</summary>
    private bool StaysSince(int epoch, in DnsQuestion question, SubnetPrefix clients)
    {
        if (epoch == Epoch)
        {
            return true;
        }

        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = CacheKey.Make(question.Name.Wire, question.Type, default, _store.Seed, buffer);
        _store.Remove(key.For(clients));
        return false;
    }

    private void Feed(DnsResponse response, int epoch, long now)
    {
        _feed?.Keep(response, now);
        if (epoch != Epoch)
        {
            // Which of its proofs the flush was about is not worth finding out: it happens once in the life of a flush.
            _denials?.ForgetZone(DomainName.Root);
        }
    }

    /// <summary>The upstream's newest word is not kept: it ends failures all the same, and the older ones are not to be served stale in its place.</summary>
    private NotCached NotKept(NotCached reason, in DnsQuestion question, CacheVariant variant, SubnetPlace? place, long now)
    {
        if (!CacheRules.Resolves(reason))
        {
            return reason;
        }

        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = CacheKey.Make(question.Name.Wire, question.Type, variant, _store.Seed, buffer);
        _store.EndFailures(key);
        if (_isStaleServed)
        {
            _store.RemoveAnswers(key.For(place?.Clients ?? default));
            if (place is { Clients.Family: SubnetPrefix.Everyone })
            {
                _subnets!.RemoveNetworks(question, now);
            }
        }

        return reason;
    }

    private bool IsCut(SecurityStatus security) => _options.NxDomainCut switch
    {
        NxDomainCut.Always => true,
        NxDomainCut.WhenSecure => security == SecurityStatus.Secure,
        _ => false,
    };

    private int Flush(Func<CacheEntry, bool> condition)
    {
        Interlocked.Increment(ref _epoch);
        _shared?.HandleFlush();
        int removed = 0;
        _store.RemoveWhere(entry =>
        {
            bool goes = condition(entry);
            removed += goes && entry.Kind != CacheEntryKind.SubnetIndex ? 1 : 0;
            return goes;
        });
        return removed;
    }
}
