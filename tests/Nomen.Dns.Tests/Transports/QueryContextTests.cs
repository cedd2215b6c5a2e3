using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Dns.Tests.Transports;

public sealed class QueryContextTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void The_deadline_comes_nearer_and_nothing_extends_it()
    {
        QueryContext context = new(_time, TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), context.Remaining);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(3), context.Remaining);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, context.Remaining);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_401)]
    public void A_timeout_out_of_range_is_refused(int seconds)
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new QueryContext(_time, TimeSpan.FromSeconds(seconds)));

        Assert.Equal("timeout", thrown.ParamName);
    }

    [Fact]
    public void Every_context_has_a_budget()
    {
        WorkBudget budget = new();

        Assert.Same(budget, new QueryContext(_time, TimeSpan.FromSeconds(1), budget).Budget);
        Assert.Equal(100, new QueryContext(_time, TimeSpan.FromSeconds(1)).Budget.Left(WorkKind.UpstreamSend));
    }

    [Fact]
    public async Task Errors_noted_from_many_threads_are_all_kept()
    {
        QueryContext context = new(_time, TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 250; i++)
            {
                context.Note(new ExtendedError(ExtendedErrorCode.NetworkError));
            }
        })));

        Assert.Equal(1000, context.ExtendedErrors.Length);
    }

    [Fact]
    public void A_budget_gives_out_what_it_has_and_no_more()
    {
        WorkBudget budget = new(upstreamSends: 2, signatureChecks: 1, nsec3Hashes: 3, aliases: 4);

        Assert.Equal([2, 1, 3, 4], Enum.GetValues<WorkKind>().Select(budget.Left));
        Assert.True(budget.TryTake(WorkKind.UpstreamSend));
        Assert.True(budget.TryTake(WorkKind.UpstreamSend));
        Assert.False(budget.TryTake(WorkKind.UpstreamSend));
        Assert.Equal([0, 1, 3, 4], Enum.GetValues<WorkKind>().Select(budget.Left));
    }

    [Fact]
    public async Task Threads_that_share_a_budget_take_no_more_than_it_has()
    {
        WorkBudget budget = new(upstreamSends: 1000);

        int[] taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => budget.TryTake(WorkKind.UpstreamSend)))));

        Assert.Equal(1000, taken.Sum());
        Assert.Equal(0, budget.Left(WorkKind.UpstreamSend));
    }

    [Theory]
    [InlineData(0, 1, 1, 1, "upstreamSends")]
    [InlineData(10_001, 1, 1, 1, "upstreamSends")]
    [InlineData(1, 0, 1, 1, "signatureChecks")]
    [InlineData(1, 1, 10_001, 1, "nsec3Hashes")]
    [InlineData(1, 1, 1, 101, "aliases")]
    public void A_budget_out_of_range_is_refused(int sends, int signatures, int hashes, int aliases, string parameter)
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new WorkBudget(sends, signatures, hashes, aliases));

        Assert.Equal(parameter, thrown.ParamName);
    }

    [Fact]
    public void A_limit_takes_its_bounds_and_names_the_property_and_the_range()
    {
        Assert.Equal((1, 3), (Limit.InRange(1, 1, 3), Limit.InRange(3, 1, 3)));

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new Options { Retries = 4 });

        Assert.Equal("Retries", thrown.ParamName);
        Assert.StartsWith("Retries is 4, allowed are 1 to 3.", thrown.Message, StringComparison.Ordinal);
    }

    private sealed record Options
    {
        public int Retries { get; init => field = Limit.InRange(value, 1, 3); } = 2;
    }
}
