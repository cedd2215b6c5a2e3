using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>Whom one request may go to, in order. Reused from request to request.</summary>
internal sealed class Shortlist
{
    private Candidate[] _candidates = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref readonly Candidate this[int index] => ref _candidates[index];

    /// <summary>
    /// 1. Leave out upstreams that are excluded, leaving, full or over their burst. 2. Order those whose breaker is closed; last
    /// resorts behind the others. 3. When there is none, take those whose breaker is open: a breaker chooses, it never leaves
    /// nobody. 4. Keep as many as one request may go to. 5. If it may go to several at once, put a trial that is due in front, or by
    /// chance a probe.
    /// </summary>
    public void Fill(ImmutableArray<UpstreamMember> members, DnsRequest request, bool isRaced, IUpstreamOrder order, HedgeRules rules, DnsRandom random, long now)
    {
        Reserve(members.Length + 1);
        ImmutableHashSet<string> excluded = request.Context?.ExcludedUpstreams ?? ImmutableHashSet<string>.Empty;
        int trial = AddClosed(members, excluded, now);
        if (Count == 0)
        {
            trial = -1;
            AddOpen(members, excluded, now);
        }

        Span<Candidate> found = _candidates.AsSpan(0, Count);
        int ordinary = PutLastResortsBehind(found);
        order.Sort(found[..ordinary]);
        order.Sort(found[ordinary..]);
        foreach (ref Candidate candidate in found)
        {
            candidate.Delay = rules.DelayOf(candidate.Look.Expected);
        }

        int kept = Math.Min(Count, rules.Hedging.MaxUpstreams);
        if (isRaced)
        {
            kept = Prepend(members, trial, Math.Min(ordinary, Count), kept, rules, random, now);
        }

        Count = kept;
    }

    /// <summary>Lets go of the upstreams.</summary>
    public void Clear()
    {
        Array.Clear(_candidates);
        Count = 0;
    }

    private void Reserve(int size)
    {
        Count = 0;
        if (_candidates.Length < size)
        {
            _candidates = new Candidate[size];
        }
    }

    /// <summary>Adds those that can take a request; returns the first whose trial is due, or -1.</summary>
    private int AddClosed(ImmutableArray<UpstreamMember> members, ImmutableHashSet<string> excluded, long now)
    {
        int trial = -1;
        for (int i = 0; i < members.Length; i++)
        {
            UpstreamLook look = members[i].Look(now);
            if (look.Standing == UpstreamStanding.Available && !members[i].IsExcluded(excluded))
            {
                Add(members[i], look, i);
            }
            else if (look.Standing == UpstreamStanding.TrialDue && trial < 0 && !members[i].IsExcluded(excluded))
            {
                trial = i;
            }
        }

        return trial;
    }

    private void AddOpen(ImmutableArray<UpstreamMember> members, ImmutableHashSet<string> excluded, long now)
    {
        for (int i = 0; i < members.Length; i++)
        {
            UpstreamLook look = members[i].Look(now);
            if (look.Standing is UpstreamStanding.Open or UpstreamStanding.TrialDue && !members[i].IsExcluded(excluded))
            {
                Add(members[i], look, i);
            }
        }
    }

    private void Add(UpstreamMember member, in UpstreamLook look, int index) =>
        _candidates[Count++] = new Candidate { Member = member, Look = look, Index = index };

    /// <summary>Returns how many are no last resorts. Each side keeps its candidates' index, by which equals are ordered.</summary>
    private static int PutLastResortsBehind(Span<Candidate> found)
    {
        int ordinary = 0;
        for (int i = 0; i < found.Length; i++)
        {
            if (!found[i].IsLastResort)
            {
                (found[ordinary], found[i]) = (found[i], found[ordinary]);
                ordinary++;
            }
        }

        return ordinary;
    }

    private int Prepend(ImmutableArray<UpstreamMember> members, int trial, int ordinary, int kept, HedgeRules rules, DnsRandom random, long now)
    {
        if (trial >= 0)
        {
            // A last resort may be open too: trying it costs its privacy only when the name goes there anyway, so it is not tried beside others.
            if (members[trial].Upstream.LastResort && ordinary > 0)
            {
                return kept;
            }

            _candidates.AsSpan(0, kept).CopyTo(_candidates.AsSpan(1));
            _candidates[0] = new Candidate { Member = members[trial], Look = members[trial].Look(now), Index = trial, Role = AttemptRole.Trial };
            return kept + 1;
        }

        if (ordinary < 2 || !IsChosen(rules.Hedging.ProbeRate, random))
        {
            return kept;
        }

        int probed = 1 + random.Next(ordinary - 1);
        Candidate probe = _candidates[probed];
        probe.Role = AttemptRole.Probe;
        probe.Delay = (long)(_candidates[0].Look.Expected * rules.Hedging.ProbeHeadStart);
        _candidates.AsSpan(0, probed).CopyTo(_candidates.AsSpan(1));
        _candidates[0] = probe;

        // The probe is no hedge: it does not count, unless it would have been asked anyway.
        return probed < kept ? kept : kept + 1;
    }

    private static bool IsChosen(double rate, DnsRandom random) =>
        rate > 0 && (random.NextUInt64() >> 11) * (1.0 / (1UL << 53)) < rate;
}
