using Nomen.Hosting.Caching;

namespace Nomen.Hosting.Tests.Caching;

public sealed class StoreBreakerTests
{
    private readonly StoreBreaker _breaker = new(failuresToOpen: 2, openTicks: 100);

    [Fact]
    public void A_success_that_began_before_the_store_was_left_alone_does_not_bring_it_back()
    {
        _breaker.HandleFailure(0);
        Assert.True(_breaker.HandleFailure(0));

        Assert.False(_breaker.HandleSuccess());
        Assert.False(_breaker.TryEnter(99));
    }

    [Fact]
    public void It_tells_once_that_the_store_is_left_alone_and_once_that_it_is_back()
    {
        bool[] told = [_breaker.HandleFailure(0), _breaker.HandleFailure(0), _breaker.HandleFailure(0)];
        Assert.True(_breaker.TryEnter(100));
        bool[] again = [_breaker.HandleFailure(100), _breaker.TryEnter(200), _breaker.HandleSuccess(), _breaker.HandleSuccess()];

        Assert.Equal([false, true, false], told);
        Assert.Equal([false, true, true, false], again);
    }

    [Fact]
    public void Giving_up_counts_neither_way_while_the_store_is_used()
    {
        _breaker.HandleFailure(0);

        _breaker.HandleGivenUp();

        Assert.Equal(StoreState.InUse, _breaker.State);
        Assert.True(_breaker.HandleFailure(0));
    }
}
