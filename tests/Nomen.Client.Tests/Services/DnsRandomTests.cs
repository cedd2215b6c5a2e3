using Nomen.Client.Services;

namespace Nomen.Client.Tests.Services;

/// <summary>Message IDs that nobody can predict: <c>docs/threats.md</c> A1.</summary>
[Rfc(5452, "9.2")]
public sealed class DnsRandomTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Transports_use_the_systems_generator_unless_told_otherwise()
    {
        Assert.Same(DnsRandom.Shared, TransportServices.Default.Random);
        Assert.Same(DnsRandom.Shared, new TransportServices().Random);
    }

    [Fact]
    public void IDs_are_spread_evenly()
    {
        int[] counts = new int[256];
        for (int i = 0; i < Draws; i++)
        {
            ushort id = DnsRandom.Shared.NextUInt16();
            counts[id >> 8]++;
            counts[(byte)id]++;
        }

        // 255 degrees of freedom: 255 expected, standard deviation 23. A true generator passes 430 once in 10^10 runs.
        double expected = Draws * 2 / 256.0;
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 100, 430);
    }

    [Fact]
    public void IDs_have_no_short_cycle()
    {
        ushort[] ids = [.. Enumerable.Range(0, Draws).Select(_ => DnsRandom.Shared.NextUInt16())];

        // Four IDs in a row are 64 bits: even one repetition among 100,000 would be a chance of 1 to 10^9.
        int distinct = Enumerable.Range(0, Draws - 3).Select(i => (ids[i], ids[i + 1], ids[i + 2], ids[i + 3])).Distinct().Count();
        Assert.Equal(Draws - 3, distinct);
    }

    [Fact]
    public async Task Threads_draw_different_numbers()
    {
        ulong[][] drawn = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Task.Run(() => Enumerable.Range(0, 5000).Select(_ => DnsRandom.Shared.NextUInt64()).ToArray())));

        Assert.Equal(20_000, drawn.SelectMany(numbers => numbers).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(10_000)]
    public void Any_length_is_filled_and_nothing_beyond_it(int length)
    {
        byte[] octets = new byte[length + 1];

        DnsRandom.Shared.Fill(octets.AsSpan(0, length));

        Assert.Equal(0, octets[length]);
        Assert.True(length < 16 || octets.AsSpan(length - 16, 16).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Equal_seeds_give_equal_numbers_and_others_do_not()
    {
        Assert.Equal(Numbers(1), Numbers(1));
        Assert.NotEqual(Numbers(1), Numbers(2));

        static ulong[] Numbers(ulong seed)
        {
            DnsRandom random = DnsRandom.Seeded(seed);
            return [random.NextUInt64(), random.NextUInt16(), (ulong)random.Next(1000)];
        }
    }

    [Fact]
    public void Next_stays_below_its_bound_and_reaches_every_number()
    {
        int[] counts = new int[7];
        for (int i = 0; i < 7000; i++)
        {
            counts[DnsRandom.Shared.Next(7)]++;
        }

        // 1,000 expected, standard deviation 29.
        Assert.All(counts, count => Assert.InRange(count, 750, 1250));
        Assert.Equal(0, DnsRandom.Shared.Next(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DnsRandom.Shared.Next(0));
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        _ = DnsRandom.Shared.NextUInt64();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1000; i++)
        {
            _ = DnsRandom.Shared.NextUInt64();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
