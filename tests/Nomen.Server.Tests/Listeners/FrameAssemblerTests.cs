using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Messages out of a stream of octets, however it is cut.</summary>
public sealed class FrameAssemblerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100_000)]
    [Rfc(1035, "4.2.2")]
    [Rfc(7766, "8")]
    public void Messages_come_out_however_the_stream_is_cut(int piece)
    {
        byte[][] messages = [[1, 2, 3], [], new byte[600], [4], new byte[65_535]];
        FrameAssembler frames = new();
        List<int> lengths = [];

        foreach (byte[] part in messages.SelectMany(TcpClientSocket.Frame).Chunk(piece))
        {
            Receive(frames, part);
            while (frames.TryTake(out ReadOnlySpan<byte> message))
            {
                lengths.Add(message.Length);
            }
        }

        Assert.Equal(messages.Select(message => message.Length), lengths);
        Assert.False(frames.HasPartial);
        Assert.Equal(5, frames.Taken);
    }

    [Fact]
    public void A_message_that_is_not_whole_is_partial()
    {
        FrameAssembler frames = new();
        Receive(frames, [0]);

        Assert.True(frames.HasPartial);
        Assert.False(frames.TryTake(out _));
    }

    [Fact]
    public void A_long_message_that_is_only_announced_costs_no_memory()
    {
        FrameAssembler frames = new();
        Receive(frames, [0xff, 0xff, 1]);

        Assert.True(frames.Free.Length < 1024);
    }

    private static void Receive(FrameAssembler frames, ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            Memory<byte> free = frames.Free;
            int taken = Math.Min(free.Length, octets.Length);
            octets[..taken].CopyTo(free.Span);
            frames.HandleReceived(taken);
            octets = octets[taken..];
        }
    }
}
