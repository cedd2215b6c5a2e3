using System.Globalization;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching;

/// <summary>The simplest cache there is: a list of what was stored, searched from the rules as they are written down.</summary>
internal sealed class CacheModel
{
    private readonly List<Stored> _stored = [];

    public long Now { get; set; }

    public static string Show(bool isHit, Rcode rcode, DnsFlags flags, IEnumerable<string> records) =>
        $"{(isHit ? "hit" : "miss")} {rcode} {(int)flags:x} {string.Join('|', records.Select(record => record.ToLowerInvariant()))}";

    public void Flush(DomainName name) => _stored.RemoveAll(stored => stored.Name == name);

    public string Ask(ModelStep step, int serial)
    {
        if (Best(step) is { } found)
        {
            DnsFlags seen = (step.Rd ? DnsFlags.RD : 0) | (step.Cd ? DnsFlags.CD : 0) | (step.Level > 0 && found.HasAd ? DnsFlags.AD : 0);
            return Show(isHit: true, found.Rcode, seen, found.Records
                .Where(record => !record.IsProof || step.Level == 2)
                .Select(record => Format(record.Text, record.Ttl - (Now - found.At))));
        }

        Store(step, serial);
        DnsFlags flags = DnsFlags.AA | (step.Rd ? DnsFlags.RD : 0) | (step.Cd ? DnsFlags.CD : 0) | (step.IsSecure && step.Shape != 3 ? DnsFlags.AD : 0);
        return Show(isHit: false, step.Rcode, flags, step.Records(serial).Select(record => Format(record.Text, record.Ttl)));
    }

    private static string Format(string text, long ttl) => string.Format(CultureInfo.InvariantCulture, text, ttl);

    private Stored? Best(ModelStep step) => _stored
        .Where(stored => stored.Name == DomainName.Parse(step.Name)
            && stored.Type == step.Type
            && stored.Cd == step.Cd
            && (stored.Rd || !step.Rd)
            && stored.Level >= step.Level
            && Now - stored.At < stored.Lifetime)
        .OrderBy(stored => stored.IsFailure)
        .ThenBy(stored => stored.Rd != step.Rd)
        .ThenBy(stored => stored.Level)
        .FirstOrDefault();

    private void Store(ModelStep step, int serial)
    {
        DomainName name = DomainName.Parse(step.Name);
        bool isFailure = step.Rcode == Rcode.ServFail;
        bool isDenial = step.Shape is 1 or 2;

        // A denial shows and lives for at most its SOA's MINIMUM, 5.
        long lifetime = isDenial ? Math.Min(step.Ttl, 5) : step.Ttl;
        Stored? before = _stored.Find(stored => IsSame(stored, isFailure: true));
        int failures = before is not null && Now - before.At < before.Lifetime + 300 ? before.Failures + 1 : 1;
        if (isFailure)
        {
            lifetime = Math.Min(300, 5 << Math.Min(failures - 1, 6));
        }

        if (lifetime == 0)
        {
            return;
        }

        _stored.RemoveAll(stored => IsSame(stored, isFailure));
        if (!isFailure)
        {
            _stored.RemoveAll(stored => stored.IsFailure && stored.Name == name && stored.Type == step.Type && stored.Cd == step.Cd);
        }

        var records = step.Records(serial).Select(record => record with { Ttl = isDenial ? (uint)lifetime : record.Ttl });
        _stored.Add(new Stored(name, step.Type, step.Rd, step.Cd, step.Level, Now, lifetime, step.Rcode, step.IsSecure && !isFailure, isFailure, failures, [.. records]));

        bool IsSame(Stored stored, bool isFailure) =>
            stored.Name == name && stored.Type == step.Type && stored.Rd == step.Rd && stored.Cd == step.Cd && stored.Level == step.Level && stored.IsFailure == isFailure;
    }

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
        List<(string Text, uint Ttl, bool IsProof)> Records);
}
