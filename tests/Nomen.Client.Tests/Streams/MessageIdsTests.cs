using Nomen.Client.Services;
using Nomen.Client.Streams;

namespace Nomen.Client.Tests.Streams;

public sealed class MessageIdsTests
{
    private readonly MessageIds _ids = new(DnsRandom.Seeded(1), poisonTime: 60);

    [Fact]
    public void No_two_requests_share_an_ID()
    {
        var given = new HashSet<ushort>();

        for (int i = 0; i < 40_000; i++)
        {
            Assert.True(given.Add(Add().Id));
        }
    }

    [Fact]
    public void The_ID_of_a_request_that_was_given_up_is_not_used_for_a_while()
    {
        StreamExchange givenUp = Add();
        _ids.Poison(givenUp, now: 0);

        HashSet<ushort> later = [.. Enumerable.Range(0, 40_000).Select(_ => Add().Id)];

        Assert.DoesNotContain(givenUp.Id, later);
    }

    [Fact]
    public void One_late_answer_is_forgiven()
    {
        StreamExchange givenUp = Add();
        _ids.Poison(givenUp, now: 0);

        bool[] forgiven = [_ids.TryForgive(givenUp.Id, 1), _ids.TryForgive(givenUp.Id, 1)];

        Assert.Equal([true, false], forgiven);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void A_late_answer_is_forgiven_for_so_long(long now, bool expected)
    {
        StreamExchange givenUp = Add();
        _ids.Poison(givenUp, now: 0);

        _ids.ForgetUntil(now);

        Assert.Equal(expected, _ids.TryForgive(givenUp.Id, now));
    }

    [Fact]
    public void Beyond_a_quarter_of_all_IDs_the_oldest_is_used_again()
    {
        StreamExchange oldest = Add();
        _ids.Poison(oldest, now: 0);
        for (int i = 0; i < 16_384; i++)
        {
            _ids.Poison(Add(), now: 0);
        }

        Assert.False(_ids.TryForgive(oldest.Id, 0));
    }

    [Fact]
    public void An_answered_request_frees_its_ID()
    {
        StreamExchange answered = Add();

        _ids.Remove(answered);

        Assert.Null(_ids.Find(answered.Id));
        Assert.Empty(_ids.Exchanges);
    }

    private SingleExchange Add()
    {
        SingleExchange exchange = SingleExchange.Rent(Replies.Ask(), new CompletionQueue(TaskScheduler.Default));
        _ids.Add(exchange);
        return exchange;
    }
}
