using Nomen.Client.HappyEyeballs;

namespace Nomen.Client.Tests.HappyEyeballs;

/// <summary>A race of three with a head start of 10 ticks.</summary>
public sealed class ConnectionRaceTests
{
    private readonly ConnectionRace _race = new(runners: 3, headStart: 10);

    [Fact]
    [Rfc(8305, "5")]
    public void Each_runner_starts_a_head_start_after_the_one_before()
    {
        Assert.Equal([0], StartedAt(0));
        Assert.Equal([], StartedAt(9));
        Assert.Equal([1], StartedAt(10));
        Assert.Equal(20, _race.NextStart);
        Assert.Equal([2], StartedAt(20));
        Assert.Equal(long.MaxValue, _race.NextStart);
    }

    [Fact]
    public void When_the_newest_fails_the_next_starts_at_once_with_its_own_head_start()
    {
        StartedAt(0);

        _race.HandleFailed(0, new IOException());

        Assert.Equal([1], StartedAt(3));
        Assert.Equal(13, _race.NextStart);
    }

    [Fact]
    public void When_an_older_one_fails_the_newest_keeps_its_head_start()
    {
        StartedAt(0);
        StartedAt(10);

        _race.HandleFailed(0, new IOException());

        Assert.Equal([], StartedAt(19));
    }

    [Fact]
    public void Only_the_first_wins_and_nobody_starts_after_that()
    {
        StartedAt(0);
        StartedAt(10);

        Assert.Equal([true, false], new[] { _race.TryWin(), _race.TryWin() });
        Assert.Equal([], StartedAt(100));
    }

    [Fact]
    public void Nobody_wins_a_race_that_was_called_off()
    {
        StartedAt(0);

        _race.CallOff();

        Assert.False(_race.TryWin());
    }

    [Fact]
    public void It_is_lost_when_all_have_failed()
    {
        for (int runner = 0; runner < 3; runner++)
        {
            Assert.False(_race.IsLost);
            StartedAt(runner);
            _race.HandleFailed(runner, new IOException($"{runner}"));
        }

        Assert.True(_race.IsLost);
        Assert.Equal(["0", "1", "2"], _race.Failures.Select(failure => failure.Message));
    }

    private List<int> StartedAt(long now)
    {
        List<int> started = [];
        while (_race.TryStart(now, out int runner))
        {
            started.Add(runner);
        }

        return started;
    }
}
