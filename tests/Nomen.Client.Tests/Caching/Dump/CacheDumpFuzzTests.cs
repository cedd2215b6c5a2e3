using Nomen.Client.Caching.Dump;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching.Dump;

/// <summary>Dumps with mutated entries and a right checksum: loaded or refused, never anything else, and what is loaded can be served (<c>docs/threats.md</c> D13).</summary>
public sealed class CacheDumpFuzzTests
{
    private const int Runs = 30_000;
    private const int Seed = 20_260_102;

    [Fact]
    public void Mutated_entries_are_refused_or_can_be_served()
    {
        byte[] dump = Corpus();
        List<byte[]> entries = DumpOctets.Entries(dump);
        Random random = new(Seed);
        int loaded = 0;
        for (int run = 0; run < Runs; run++)
        {
            byte[][] mutated = [.. entries.Select(entry => random.Next(3) == 0 ? Mutate(entry, random) : entry)];
            try
            {
                loaded += LoadAndServe(DumpOctets.Build(dump, mutated)) ? 1 : 0;
            }
            catch (CacheFileException refusal)
            {
                Assert.Equal(CacheFileFailure.BadEntry, refusal.Failure);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, run {run}: {e}");
            }
        }

        Assert.InRange(loaded, Runs / 100, Runs);
    }

    private static byte[] Corpus()
    {
        var world = new CacheWorld();
        world.Ask("www.example");
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa);
        world.Ask("gone.example");
        world.Upstream.Answer = request => CacheUpstream.Reply(
            request, answers: "a.example 300 IN CNAME b.example.\nb.example 60 IN A 192.0.2.1\nb.example 60 IN RRSIG A 8 2 300 20300101000000 20200101000000 1 example. AAAA")
            .With(new ExtendedError(ExtendedErrorCode.StaleAnswer, "why"));
        world.Ask("a.example", dnssecOk: true);
        return DumpOctets.Save(world);
    }

    private static bool LoadAndServe(byte[] dump)
    {
        var target = new CacheWorld();
        long loaded = DumpOctets.Load(target, dump).Loaded;
        foreach (string name in new[] { "www.example", "gone.example", "a.example" })
        {
            target.AskFast(CacheWorld.Request(name));
            target.Ask(name, dnssecOk: true);
            target.Cache.Find(Dns.Names.DomainName.Parse(name));
        }

        return loaded > 0;
    }

    private static byte[] Mutate(byte[] entry, Random random)
    {
        byte[] octets = [.. entry];
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            int at = random.Next(octets.Length);
            switch (random.Next(6))
            {
                case 0:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 1:
                    octets = octets.Length > 1 ? octets[..at] : octets;
                    octets = octets.Length == 0 ? [0] : octets;
                    break;
                case 2:
                    octets = [.. octets[..at], (byte)random.Next(256), .. octets[at..]];
                    break;
                default:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return octets;
    }
}
