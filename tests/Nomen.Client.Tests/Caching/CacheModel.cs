using System.Globalization;
using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching;

/// <summary>The simplest cache there is: a list of what was stored, searched from the rules as they are written down.</summary>
internal sealed class CacheModel(CacheTransportOptions options)
{
    private readonly List<Stored> _stored = [];
    private readonly long _maxStale = (long)(options.ServeStale?.MaxStale.TotalSeconds ?? 0);

    public long Now { get; set; }

    /// <summary>Questions to the upstream so far.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether the last answer took no question to the upstream that anybody waited for.</summary>
    public bool WasAtOnce { get; private set; }

    public static string Show(string result, Rcode rcode, DnsFlags flags, IEnumerable<string> records) =>
        $"{result} {rcode} {(int)flags:x} {string.Join('|', records.Select(record => record.ToLowerInvariant()))}";

    public void Flush(DomainName name) => _stored.RemoveAll(stored => stored.Name == name);

    public string Ask(ModelStep step, int serial)
    {
        WasAtOnce = true;
        if (Best(step, isFailure: false) is { } fresh)
        {
            string hit = Show("hit", step, fresh, ttl => ttl - (Now - fresh.At));
            if (options.Prefetch is { } prefetch && Now - fresh.At >= fresh.Lifetime * (1 - prefetch.WhenRemainingBelow))
            {
                Refresh(step, fresh, serial);
            }

            return hit;
        }

        Stored? failure = Best(step, isFailure: true);
        if (StaleFor(step) is { } stale)
        {
            return AskStale(step, stale, failure, serial);
        }

        if (failure is not null)
        {
            return Show("hit", step, failure, ttl => ttl);
        }

        WasAtOnce = false;
        return AskUpstream(step, serial);
    }

    private string AskStale(ModelStep step, Stored stale, Stored? failure, int serial)
    {
        string answer = Show("stale", step, stale with { HasAd = false }, ttl => Math.Min(ttl, (long)options.ServeStale!.Ttl.TotalSeconds));
        if (failure is not null)
        {
            return answer;
        }

        if (options.ServeStale!.ClientWait == TimeSpan.Zero)
        {
            Refresh(step, stale, serial);
            return answer;
        }

        WasAtOnce = false;
        string news = AskUpstream(step, serial);
        return step.Rcode == Rcode.ServFail ? answer : news;
    }

    private string AskUpstream(ModelStep step, int serial)
    {
        Asked++;
        Store(step, serial);
        DnsFlags flags = DnsFlags.AA | (step.Rd ? DnsFlags.RD : 0) | (step.Cd ? DnsFlags.CD : 0) | (step.IsSecure && step.Shape != 3 ? DnsFlags.AD : 0);
        return Show("miss", step.Rcode, flags, step.Records(serial).Select(record => Format(record.Text, record.Ttl)));
    }

    /// <summary>Asks as the entry was asked for, unless just that failed a moment ago; once in a second.</summary>
    private void Refresh(ModelStep step, Stored entry, int serial)
    {
        if (entry.Tried == Now)
        {
            return;
        }

        entry.Tried = Now;
        ModelStep asked = step with { Rd = entry.Rd, Cd = entry.Cd, Level = entry.Level };
        if (!_stored.Exists(stored => IsOf(stored, asked, isFailure: true) && IsFresh(stored)))
        {
            AskUpstream(asked, serial);
        }
    }

    private static string Show(string result, ModelStep step, Stored found, Func<long, long> ttl)
    {
        DnsFlags seen = (step.Rd ? DnsFlags.RD : 0) | (step.Cd ? DnsFlags.CD : 0) | (step.Level > 0 && found.HasAd ? DnsFlags.AD : 0);
        return Show(result, found.Rcode, seen, found.Records
            .Where(record => !record.IsProof || step.Level == 2)
            .Select(record => Format(record.Text, ttl(record.Ttl))));
    }

    private static string Format(string text, long ttl) => string.Format(CultureInfo.InvariantCulture, text, ttl);

    private bool IsFresh(Stored stored) => Now - stored.At < stored.Lifetime;

    private Stored? Best(ModelStep step, bool isFailure) => _stored
        .Where(stored => stored.IsFailure == isFailure && stored.Serves(step) && IsFresh(stored))
        .OrderBy(stored => stored.Rd != step.Rd)
        .ThenBy(stored => stored.Level)
        .FirstOrDefault();

    /// <summary>The youngest that would serve, unless it is too old or the upstream said something since, to whomever.</summary>
    private Stored? StaleFor(ModelStep step)
    {
        var said = _stored.Where(stored => !stored.IsFailure && stored.IsAbout(step)).ToList();
        Stored? youngest = said
            .Where(stored => stored.Serves(step))
            .OrderByDescending(stored => stored.At)
            .ThenBy(stored => stored.Rd != step.Rd)
            .ThenBy(stored => stored.Level)
            .FirstOrDefault();
        return youngest is not null && youngest.At == said.Max(stored => stored.At) && Now - youngest.At < youngest.Lifetime + _maxStale ? youngest : null;
    }

    private void Store(ModelStep step, int serial)
    {
        bool isFailure = step.Rcode == Rcode.ServFail;
        bool isDenial = step.Shape is 1 or 2;

        // A denial shows and lives for at most its SOA's MINIMUM, 5.
        long lifetime = isDenial ? Math.Min(step.Ttl, 5) : step.Ttl;
        Stored? before = _stored.Find(stored => IsOf(stored, step, isFailure: true));
        int failures = before is not null && Now - before.At < before.Lifetime + 300 ? before.Failures + 1 : 1;
        if (isFailure)
        {
            long recheck = options.ServeStale is { } stale && (Best(step, isFailure: false) ?? StaleFor(step)) is not null ? (long)stale.FailureRecheck.TotalSeconds : 0;
            lifetime = Math.Max(recheck, Math.Min(300, 5 << Math.Min(failures - 1, 6)));
        }

        // An answer ends failures, kept or not; one that is not kept also ends what would be stale.
        _stored.RemoveAll(stored => !isFailure && stored.IsEndedBy(step) && (stored.IsFailure || (lifetime == 0 && options.ServeStale is not null)));
        if (lifetime == 0)
        {
            return;
        }

        DomainName name = DomainName.Parse(step.Name);
        _stored.RemoveAll(stored => IsOf(stored, step, isFailure));
        var records = step.Records(serial).Select(record => record with { Ttl = isDenial ? (uint)lifetime : record.Ttl });
        _stored.Add(new Stored(name, step.Type, step.Rd, step.Cd, step.Level, Now, lifetime, step.Rcode, step.IsSecure && !isFailure, isFailure, failures, [.. records]));
    }

    private static bool IsOf(Stored stored, ModelStep step, bool isFailure) =>
        stored.IsFailure == isFailure && stored.IsAbout(step) && stored.Rd == step.Rd && stored.Level == step.Level;

    private sealed record Stored(
        DomainName Name,
        DnsType Type,
        bool Rd,
        bool Cd,
        int Level,
        long At,
        long Lifetime,
        Rcode Rcode,
        bool HasAd,
        bool IsFailure,
        int Failures,
        List<(string Text, uint Ttl, bool IsProof)> Records)
    {
        public long Tried { get; set; } = -1;

        /// <summary>Whether it says anything about what is asked: what was found without recursion says nothing to those who want it.</summary>
        public bool IsAbout(ModelStep step) => IsSameQuestion(step) && (Rd || !step.Rd);

        public bool Serves(ModelStep step) => IsAbout(step) && Level >= step.Level;

        public bool IsEndedBy(ModelStep step) => IsSameQuestion(step) && (step.Rd || !Rd);

        private bool IsSameQuestion(ModelStep step) => Name == DomainName.Parse(step.Name) && Type == step.Type && Cd == step.Cd;
    }
}
