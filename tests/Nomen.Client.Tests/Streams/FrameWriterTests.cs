using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

public sealed class FrameWriterTests
{
    private static HopFields Hop => new() { Id = 7, PayloadSize = 1232 };

    [Fact]
    public void Takes_all_that_is_ready_at_once()
    {
        var writer = new FrameWriter();
        for (int i = 0; i < 500; i++)
        {
            Assert.True(writer.TryAppend(Replies.Ask($"n{i}.example."), Hop));
        }

        Assert.True(writer.TryTake(out ReadOnlyMemory<byte> frames));

        var reader = new FrameReader();
        Assert.Equal(500, Count(reader, frames.ToArray()));
        Assert.False(writer.TryTake(out _));
    }

    [Fact]
    public void What_was_taken_stays_while_more_is_added()
    {
        var writer = new FrameWriter();
        writer.Append([1, 2, 3]);
        writer.TryTake(out ReadOnlyMemory<byte> taken);

        writer.Append([4, 5, 6]);

        Assert.Equal([1, 2, 3], taken.ToArray());
        Assert.False(writer.IsEmpty);
    }

    [Fact]
    public void A_request_that_does_not_fit_changes_nothing()
    {
        var writer = new FrameWriter();
        DnsRequest large = new(Replies.Ask().Question!.Value) { AdditionalRecords = [Replies.Record("a.example.", (Dns.Registries.DnsType)65280, new byte[65_500]), Replies.Record("b.example.", (Dns.Registries.DnsType)65280, new byte[500])] };

        Assert.False(writer.TryAppend(large, Hop));
        Assert.True(writer.IsEmpty);
    }

    private static int Count(FrameReader reader, byte[] octets)
    {
        int count = 0;
        for (int at = 0; at < octets.Length;)
        {
            Memory<byte> free = reader.Free();
            int length = Math.Min(free.Length, octets.Length - at);
            octets.AsMemory(at, length).CopyTo(free);
            reader.Advance(length);
            at += length;
            while (reader.TryTake(out _))
            {
                count++;
            }
        }

        return count;
    }
}
