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

    [Fact]
    public void The_cache_does_what_the_model_does() => Prop
        .ForAll(Arb.From(Gen.ListOf(Step)), steps => Same(steps))
        .Check(Settings);

    private static bool Same(IEnumerable<ModelStep> steps)
    {
        CacheModel model = new();
        CacheWorld world = new(new CacheTransportOptions { MaxBytes = 64 << 10 });
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
            world.Upstream.Answer = request => step.Respond(request, serial);
            string expected = model.Ask(step, serial);
            if (step.Kind == 2 && expected.StartsWith("hit", StringComparison.Ordinal))
            {
                if (Describe(world.AskFast(step.Request)!, isHit: true) != expected)
                {
                    return false;
                }
            }
            else
            {
                int asked = world.AskedUpstream;
                DnsResponse response = world.Ask(step.Request);
                if (Describe(response.Message, isHit: asked == world.AskedUpstream) != expected)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static string Describe(DnsMessage message, bool isHit) => CacheModel.Show(
        isHit,
        message.Rcode,
        message.Flags & (DnsFlags.RD | DnsFlags.CD | DnsFlags.AD | DnsFlags.AA),
        [.. CacheWorld.Records(message), .. CacheWorld.Records(message, DnsSection.Authority)]);
}
