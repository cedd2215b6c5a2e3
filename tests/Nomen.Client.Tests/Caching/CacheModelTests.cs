using FsCheck;
using FsCheck.Fluent;
using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching;

/// <summary>Random requests, responses and steps of the clock: the cache behaves as the simplest cache there is.</summary>
public sealed class CacheModelTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(20261122, 1);

    private static readonly string[] NamesAsked = ["a.example", "A.Example", "b.example"];

    private static readonly Gen<ModelStep> Step =
        from kind in Gen.Choose(0, 9)
        from name in Gen.Elements(NamesAsked)
        from type in Gen.Elements(DnsType.A, DnsType.TXT)
        from rd in Gen.Elements(true, true, false)
        from cd in Gen.Elements(false, false, true)
        from level in Gen.Choose(0, 2)
        from shape in Gen.Choose(0, 4)
        from ttl in Gen.Elements(0u, 1u, 3u, 10u)
        from pass in Gen.Choose(0, 6)
        select new ModelStep(kind, name, type, rd, cd, level, shape, ttl, pass);

    // Times as short as those of the steps.
    private static readonly ServeStaleOptions Stale = new()
    {
        MaxStale = TimeSpan.FromSeconds(12),
        FailureRecheck = TimeSpan.FromSeconds(7),
        Ttl = TimeSpan.FromSeconds(2),
    };

    private static readonly PrefetchOptions Prefetch = new() { MinHits = 1, WhenRemainingBelow = 0.5 };

    [Fact]
    public void The_cache_does_what_the_model_does() => Check(new CacheTransportOptions());

    [Fact]
    public void So_it_does_when_it_serves_stale() => Check(new CacheTransportOptions { ServeStale = Stale });

    [Fact]
    public void So_it_does_when_it_refreshes_before_and_behind() => Check(new CacheTransportOptions
    {
        ServeStale = Stale with { ClientWait = TimeSpan.Zero },
        Prefetch = Prefetch,
    });

    private static void Check(CacheTransportOptions options) => Prop
        .ForAll(Arb.From(Gen.ListOf(Step)), steps => Same(steps, options with { MaxBytes = 64 << 10 }))
        .Check(Settings);

    private static bool Same(IEnumerable<ModelStep> steps, CacheTransportOptions options)
    {
        CacheModel model = new(options);
        CacheWorld world = new(options);
        int serial = 0;
        foreach (ModelStep step in steps)
        {
            if (step.Kind == 0)
            {
                world.Pass(step.Pass);
                model.Now += step.Pass;
                continue;
            }

            if (step.Kind == 1)
            {
                world.Cache.Flush(step.Request.Question!.Value.Name);
                model.Flush(step.Request.Question!.Value.Name);
                continue;
            }

            serial++;
            world.Upstream.Answer = request => step.For(request).Respond(request, serial);
            string expected = model.Ask(step, serial);
            string seen = step.Kind == 2 && model.WasAtOnce ? AskFast(world, step) : Ask(world, step);
            if (seen != expected || world.AskedUpstream != model.Asked)
            {
                return false;
            }
        }

        return true;
    }

    private static string AskFast(CacheWorld world, ModelStep step)
    {
        DnsMessage message = world.AskFast(step.Request)!;
        world.Settle();
        return Describe(message, world.Fast.IsStale ? "stale" : "hit");
    }

    private static string Ask(CacheWorld world, ModelStep step)
    {
        DnsResponse response = world.Ask(step.Request);
        return Describe(response.Message, response.Source switch { AnswerSource.Cache => "hit", AnswerSource.StaleCache => "stale", _ => "miss" });
    }

    private static string Describe(DnsMessage message, string result) => CacheModel.Show(
        result,
        message.Rcode,
        message.Flags & (DnsFlags.RD | DnsFlags.CD | DnsFlags.AD | DnsFlags.AA),
        [.. CacheWorld.Records(message), .. CacheWorld.Records(message, DnsSection.Authority)]);
}
