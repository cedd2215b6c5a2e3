using Nomen.Client.Services;
using Nomen.Client.Streams;

namespace Nomen.Client.Tests.Streams;

public sealed class ExchangeTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Behaves_like_a_dictionary(int seed)
    {
        var random = DnsRandom.Seeded((ulong)seed);
        var table = new ExchangeTable();
        var model = new Dictionary<ushort, StreamExchange?>();

        for (int step = 0; step < 20_000; step++)
        {
            // Few different IDs, all near each other and around the end of the table, so that probes collide and wrap.
            ushort id = (ushort)(0x3f00 + random.Next(700));
            Apply(table, model, id, random.Next(3));
            Assert.Equal(model.ContainsKey(id), table.Contains(id));
            Assert.Same(model.GetValueOrDefault(id), table.Find(id));
        }

        Assert.Equal(model.Count, table.Count);
        Assert.Equal(model.Values.Count(exchange => exchange is not null), table.Exchanges.Count());
        Assert.All(model, entry => Assert.Same(entry.Value, table.Find(entry.Key)));
    }

    [Fact]
    public void Holds_nearly_all_IDs()
    {
        var table = new ExchangeTable();

        for (int id = 0; id < 60_000; id++)
        {
            table.Add(Exchange((ushort)id));
        }

        Assert.All(Enumerable.Range(0, 60_000), id => Assert.Equal(id, table.Find((ushort)id)!.Id));
        Assert.False(table.Contains(60_000));
    }

    [Fact]
    public void A_poisoned_ID_is_in_use_and_names_nobody()
    {
        var table = new ExchangeTable();
        table.Add(Exchange(7));

        table.Poison(7, new Poison(99, ManyAnswers: false));

        Assert.True(table.Contains(7));
        Assert.Null(table.Find(7));
        Assert.True(table.IsPoisoned(7, out Poison poison));
        Assert.Equal(99, poison.Until);
    }

    private static void Apply(ExchangeTable table, Dictionary<ushort, StreamExchange?> model, ushort id, int action)
    {
        switch (action)
        {
            case 0 when !model.ContainsKey(id):
                model[id] = Exchange(id);
                table.Add(model[id]!);
                break;
            case 1 when model.GetValueOrDefault(id) is not null:
                model[id] = null;
                table.Poison(id, default);
                break;
            case 2:
                model.Remove(id);
                table.Remove(id);
                break;
        }
    }

    private static SingleExchange Exchange(ushort id)
    {
        SingleExchange exchange = SingleExchange.Rent(Replies.Ask(), new CompletionQueue(TaskScheduler.Default));
        exchange.Id = id;
        return exchange;
    }
}
