using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Answers gathered into writes, and the two limits at which a connection stops to read.</summary>
public sealed class ConnectionFlowTests
{
    [Fact]
    [Rfc(7766, "6.2.1.1")]
    public void Answers_that_are_ready_together_are_one_write()
    {
        ConnectionFlow flow = new(1000, 10);
        flow.Begin();
        flow.Begin();

        bool first = flow.Complete([1]);
        bool second = flow.Complete([2, 3]);
        flow.TryTake(out ReadOnlyMemory<byte> batch);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal([0, 1, 1, 0, 2, 2, 3], batch.ToArray());
    }

    [Fact]
    public void What_comes_during_a_write_is_in_the_next()
    {
        ConnectionFlow flow = new(1000, 10);
        flow.Begin();
        flow.Begin();
        flow.Complete([1]);
        flow.TryTake(out _);

        Assert.False(flow.Complete([2]));
        Assert.True(flow.TryTake(out ReadOnlyMemory<byte> second));
        Assert.Equal([0, 1, 2], second.ToArray());
        Assert.False(flow.TryTake(out _));
    }

    [Fact]
    public void The_writer_is_started_again_after_it_ended()
    {
        ConnectionFlow flow = new(1000, 10);
        flow.Begin();
        flow.Begin();
        flow.Complete([1]);
        while (flow.TryTake(out _))
        {
        }

        Assert.True(flow.Complete([2]));
    }

    [Fact]
    public void There_is_no_room_while_too_many_octets_wait()
    {
        ConnectionFlow flow = new(10, 100);
        flow.Begin();
        flow.Complete(new byte[9]);
        Task room = flow.RoomAsync();

        Assert.False(flow.HasRoom);
        Assert.False(room.IsCompleted);

        flow.TryTake(out _);
        Assert.False(flow.HasRoom);
        flow.TryTake(out _);
        Assert.True(flow.HasRoom);
        Assert.True(room.IsCompleted);
    }

    [Fact]
    public void There_is_no_room_while_too_many_queries_have_no_answer()
    {
        ConnectionFlow flow = new(1000, 2);
        flow.Begin();
        Assert.True(flow.HasRoom);
        flow.Begin();
        Assert.False(flow.HasRoom);

        flow.Complete([]);

        Assert.True(flow.HasRoom);
    }

    [Fact]
    public void It_is_empty_when_all_is_answered_and_written()
    {
        ConnectionFlow flow = new(1000, 10);
        flow.Begin();
        Task empty = flow.EmptyAsync();

        flow.Complete([1]);
        Assert.False(empty.IsCompleted);
        flow.TryTake(out _);
        Assert.False(empty.IsCompleted);
        flow.TryTake(out _);

        Assert.True(empty.IsCompleted);
        Assert.False(flow.IsBusy);
    }

    [Fact]
    public void Whoever_waits_goes_on_when_the_connection_is_abandoned()
    {
        ConnectionFlow flow = new(0, 1);
        flow.Begin();
        Task room = flow.RoomAsync();
        Task empty = flow.EmptyAsync();

        flow.Abandon();

        Assert.True(room.IsCompleted);
        Assert.True(empty.IsCompleted);
        Assert.True(flow.EmptyAsync().IsCompleted);
    }
}
