using FsCheck;
using FsCheck.Fluent;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Random zones and questions: whatever is synthesised is what the zone would have answered, and proves itself.</summary>
public sealed class SynthesisPropertyTests
{
    private const int Zones = 3000;
    private const int Questions = 30;

    private int _synthesized;

    [Fact]
    [Rfc(8198, "5")]
    public void What_is_synthesised_is_what_the_zone_says_and_proves_itself()
    {
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Zones).WithReplay(20261122, 1));

        // Else it would prove little.
        Assert.InRange(_synthesized, Zones * Questions / 10, Zones * Questions);
    }

    private bool Holds(int seed)
    {
        Random random = new(seed);
        SignedZone zone = RandomZone.Make(random);
        DenialWorld world = new(zone);
        for (int i = 0; i < Questions; i++)
        {
            DnsQuestion question = RandomZone.Ask(random, zone);
            bool dnssecOk = random.Next(2) == 0;
            DnsResponse response = world.World.Ask(CacheWorld.Request(dnssecOk: dnssecOk).With(question));
            if (random.Next(8) == 0)
            {
                world.World.Pass(random.Next(200));
            }

            if (response.Source == AnswerSource.Synthesized)
            {
                _synthesized++;
                if (!IsSame(zone.Answer(question), response.Message) || (dnssecOk && !ProofCheck.Proves(response.Message, zone.Apex)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsSame(ZoneReply expected, DnsMessage message)
    {
        IEnumerable<ResourceRecord> answers = message.ReadRecords(DnsSection.Answer).Where(static record => record.Type != DnsType.RRSIG);
        return !expected.IsReferral
            && expected.Rcode == message.Rcode
            && expected.Answers.Select(static record => record with { Ttl = 0 }).SequenceEqual(answers.Select(static record => record with { Ttl = 0 }));
    }
}
