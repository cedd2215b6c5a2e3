using Nomen.Client.Selection;
using Nomen.Client.Services;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;

namespace Nomen.Client.Tests.Selection;

/// <summary>The decisions about one request, without transports and without a clock. One tick is a millisecond; an answer is late after 300.</summary>
public sealed class HedgeTests
{
    [Fact]
    public void Asks_the_first_and_then_waits_until_it_is_late()
    {
        Hedge hedge = Begin(2);

        Assert.Equal(HedgeStep.Start, hedge.Next(0));
        hedge.HandleStarted(0);

        Assert.Equal((HedgeStep.Wait, 300L), (hedge.Next(0), hedge.NextDeadline));
        Assert.Equal((HedgeStep.Wait, HedgeStep.Start), (hedge.Next(299), hedge.Next(300)));
    }

    [Fact]
    public void A_failure_of_an_earlier_one_does_not_bring_the_next_in_while_the_last_is_in_time()
    {
        Hedge hedge = Begin(3);
        hedge.HandleStarted(0);
        hedge.HandleStarted(300);

        hedge.HandleEnded(0, HedgeVerdict.Failure);

        Assert.Equal((HedgeStep.Wait, HedgeStep.Start), (hedge.Next(310), hedge.Next(600)));
    }

    [Fact]
    public void A_failure_of_the_last_one_brings_the_next_in_at_once()
    {
        Hedge hedge = Begin(3);
        hedge.HandleStarted(0);
        hedge.HandleStarted(300);

        hedge.HandleEnded(1, HedgeVerdict.Refused);

        Assert.Equal(HedgeStep.Start, hedge.Next(310));
    }

    [Fact]
    public void One_that_may_not_be_sent_twice_waits_for_its_end_however_late()
    {
        Hedge hedge = Begin(2, isRaced: false);
        hedge.HandleStarted(0);

        Assert.Equal((HedgeStep.Wait, 10_000L), (hedge.Next(5_000), hedge.NextDeadline));
        hedge.HandleEnded(0, HedgeVerdict.Failure);
        Assert.Equal(HedgeStep.Start, hedge.Next(5_000));
    }

    [Fact]
    public void A_final_result_ends_it_and_nothing_changes_it_afterwards()
    {
        Hedge hedge = Begin(2);
        hedge.HandleStarted(0);
        hedge.HandleStarted(300);

        hedge.HandleEnded(1, HedgeVerdict.Final);
        hedge.HandleEnded(0, HedgeVerdict.Final);
        hedge.HandleCancelled();

        Assert.Equal((HedgeStep.Finish, HedgePhase.Decided, 1), (hedge.Next(301), hedge.Phase, hedge.Best));
    }

    [Theory]
    [InlineData(0, 1, 2, 2)]
    [InlineData(2, 1, 0, 0)]
    [InlineData(1, 1, 0, 0)]
    public void When_all_have_ended_the_best_is_the_result(int first, int second, int third, int expected)
    {
        Hedge hedge = Begin(3);
        int[] verdicts = [first, second, third];
        for (int i = 0; i < 3; i++)
        {
            hedge.HandleStarted(i);
            hedge.HandleEnded(i, (HedgeVerdict)verdicts[i]);
        }

        Assert.Equal((HedgeStep.Finish, HedgePhase.Exhausted, expected), (hedge.Next(3), hedge.Phase, hedge.Best));
    }

    [Fact]
    public void Nobody_to_ask_ends_it_without_a_result()
    {
        Hedge hedge = Begin(2);
        hedge.HandlePassedOver();
        hedge.HandlePassedOver();

        Assert.Equal((HedgeStep.Finish, HedgePhase.Exhausted, -1), (hedge.Next(0), hedge.Phase, hedge.Best));
    }

    [Fact]
    public void A_spent_budget_leaves_those_that_were_asked()
    {
        Hedge hedge = Begin(2);
        hedge.HandleStarted(0);
        hedge.HandleSpent();

        Assert.Equal((HedgeStep.Wait, 10_000L), (hedge.Next(300), hedge.NextDeadline));
    }

    [Fact]
    public void The_deadline_ends_it_whatever_is_under_way()
    {
        Hedge hedge = Begin(1);
        hedge.HandleStarted(0);

        Assert.Equal((HedgeStep.Wait, HedgeStep.Finish), (hedge.Next(9_999), hedge.Next(10_000)));
        Assert.Equal(HedgePhase.TimedOut, hedge.Phase);
    }

    /// <summary>Whatever the order of events: it ends once, with the best result that came before, and asks each candidate at most once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_course_of_events_ends_with_the_best_result_so_far(int seed)
    {
        var chance = DnsRandom.Seeded((ulong)seed);
        for (int round = 0; round < 2_000; round++)
        {
            PlayRandomly(chance, $"seed {seed}, round {round}");
        }
    }

    private static void PlayRandomly(DnsRandom chance, string what)
    {
        int count = 1 + chance.Next(4);
        Hedge hedge = Begin(count);
        List<int> running = [];
        int started = 0;
        HedgeVerdict? best = null;
        for (long now = 0; hedge.Next(now) is var step && step != HedgeStep.Finish; now += chance.Next(400))
        {
            if (step == HedgeStep.Start)
            {
                Assert.True(hedge.NextCandidate == started, what);
                hedge.HandleStarted(now);
                running.Add(started++);
            }
            else if (chance.Next(3) > 0)
            {
                int ended = running[chance.Next(running.Count)];
                running.Remove(ended);
                var verdict = (HedgeVerdict)chance.Next(4);
                best = best is { } known && known >= verdict ? known : verdict;
                hedge.HandleEnded(ended, verdict);
            }
        }

        Assert.True(started <= count && (hedge.Best >= 0) == best.HasValue, what);
        Assert.True(hedge.Phase == HedgePhase.Decided == (best == HedgeVerdict.Final), what);
        Assert.True(hedge.Phase != HedgePhase.Exhausted || (running.Count == 0 && started == count), what);
    }

    private static Hedge Begin(int candidates, bool isRaced = true)
    {
        HedgeRules rules = new(SelectionWorld.NoProbes, new(), TimeSpan.FromSeconds(10), frequency: 1_000);
        Shortlist list = new();
        list.Fill(
            [.. Enumerable.Range(0, candidates).Select(i => new UpstreamMember(new Upstream(new FakeTransport(VirtualPair.Answer)), $"{i}", rules))],
            Replies.Ask(), isRaced, new LowestLatencyOrder(), rules, DnsRandom.Seeded(1), now: 0);
        Hedge hedge = new();
        hedge.Begin(list, isRaced, rules.Timeout);
        return hedge;
    }
}
