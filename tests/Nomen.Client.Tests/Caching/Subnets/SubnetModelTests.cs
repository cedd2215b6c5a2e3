using FsCheck;
using FsCheck.Fluent;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Random clients, options and scopes: the cache behaves as a list that is searched from end to end.</summary>
public sealed class SubnetModelTests
{
    private const int MaxSource = 24;

    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(4_000).WithReplay(20261122, 3);

    // Few bits differ, near the lengths that count, so that prefixes nest and clash.
    private static readonly Gen<uint> Client =
        from high in Gen.Elements(0xcb00_0000u, 0xcb80_0000u)
        from middle in Gen.Elements(0u, 0x0040_0000u, 0x0041_0000u)
        from low in Gen.Elements(0u, 0x0000_0100u, 0x0000_7100u)
        from host in Gen.Choose(1, 200)
        select high | middle | low | (uint)host;

    private static readonly Gen<SubnetStep> Step =
        from kind in Gen.Choose(0, 9)
        from client in Client
        from source in Gen.Elements<int?>(null, null, 0, 8, 16, 18, 24, 32)
        from scope in Gen.Elements(0, 1, 8, 10, 15, 16, 17, 18, 24, 28)
        from ttl in Gen.Elements(1u, 3u, 10u)
        from pass in Gen.Choose(0, 4)
        select new SubnetStep(kind, client, source, scope, ttl, pass);

    [Fact]
    [Rfc(7871, "7.3.1")]
    [Rfc(7871, "7.3.2")]
    public void The_cache_does_what_the_list_does() => Prop
        .ForAll(Arb.From(Gen.ListOf(Step)), steps => Same(steps))
        .Check(Settings);

    private static bool Same(IEnumerable<SubnetStep> steps)
    {
        SubnetModel model = new(MaxSource);
        SubnetWorld world = new(new ClientSubnetOptions { MaxSourceIPv4 = MaxSource }, new CacheTransportOptions { MaxBytes = 64 << 10 });
        int serial = 0;
        foreach (SubnetStep step in steps)
        {
            if (step.Kind == 0)
            {
                world.World.Pass(step.Pass);
                model.Now += step.Pass;
                continue;
            }

            (int number, string? sent) = model.Ask(step, serial + 1);
            int asked = world.Sent.Length;
            world.Scope = _ => (byte)step.Scope;
            world.Ttl = step.Ttl;
            string? option = step.Source is { } source ? SubnetModel.Text(SubnetModel.Cut(step.Client, source), source) : null;
            int answer = world.Answer(SubnetModel.Text(step.Client, 32).Split('/')[0], option);
            string? seen = world.Sent.Length > asked ? world.Sent[^1] : null;
            serial += seen is null ? 0 : 1;
            if (answer != number || !string.Equals(seen, sent, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
