using Nomen.Client.Services;
using Nomen.Client.Streams;

namespace Nomen.Client.Tests.Streams;

public sealed class FrameReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(int.MaxValue)]
    [Rfc(1035, "4.2.2")]
    public void Cuts_the_same_messages_whatever_the_pieces(int piece)
    {
        int[] lengths = [0, 1, 12, 65_535, 300, 0, 17_000, 2];
        byte[][] messages = [.. lengths.Select((length, i) => Enumerable.Repeat((byte)(i + 1), length).ToArray())];

        List<byte[]> cut = Feed(new FrameReader(), [.. messages.SelectMany(message => Replies.Frame(message))], piece);

        Assert.Equal(messages, cut);
    }

    [Fact]
    public void Random_octets_in_random_pieces_are_cut_by_their_lengths()
    {
        var random = DnsRandom.Seeded(7);
        byte[] octets = new byte[300_000];
        random.Fill(octets);

        List<byte[]> whole = Feed(new FrameReader(), octets, int.MaxValue);
        List<byte[]> pieces = Feed(new FrameReader(), octets, 1 + random.Next(900));

        Assert.Equal(whole, pieces);
        Assert.NotEmpty(whole);
    }

    [Fact]
    public void Grows_by_what_comes_rather_than_by_what_is_announced()
    {
        var frames = new FrameReader();
        byte[] announced = [0xff, 0xff, 1];

        Feed(frames, announced, int.MaxValue);

        Assert.InRange(frames.Free().Length, 1, FrameReader.MaxFrameLength);
        Assert.Equal(3, frames.Buffered);
    }

    private static List<byte[]> Feed(FrameReader frames, byte[] octets, int piece)
    {
        List<byte[]> cut = [];
        for (int at = 0; at < octets.Length;)
        {
            Memory<byte> free = frames.Free();
            int count = Math.Min(Math.Min(piece, free.Length), octets.Length - at);
            octets.AsMemory(at, count).CopyTo(free);
            frames.Advance(count);
            at += count;
            while (frames.TryTake(out ReadOnlySpan<byte> message))
            {
                cut.Add(message.ToArray());
            }
        }

        return cut;
    }
}
