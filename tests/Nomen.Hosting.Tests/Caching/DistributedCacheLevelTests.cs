using Nomen.Client.Caching.SecondLevel;
using Nomen.Hosting.Caching;
using Nomen.Testing.Knobs;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>Values go to the store behind the answer's back and come from it in time, framed and signed.</summary>
public sealed class DistributedCacheLevelTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void A_value_comes_back_under_its_key_and_no_other()
    {
        LevelWorld world = new();

        Assert.True(world.Write());

        Assert.Equal([7, 7, 7], world.Read().Value.ToArray());
        Assert.Equal(SecondLevelStatus.Missing, world.Status("other"));
        Assert.Equal(1, world.Level.Statistics.Written);
    }

    [Fact]
    public void The_store_forgets_a_value_when_its_TTL_has_run_down()
    {
        LevelWorld world = new();

        world.Write(lifetime: 42);

        Assert.Equal(TimeSpan.FromSeconds(42), Assert.Single(world.Store.Expiries).Value.AbsoluteExpirationRelativeToNow);
    }

    [Fact]
    public void Writing_waits_for_nothing()
    {
        LevelWorld world = new();
        world.Store.Hangs = true;

        Assert.True(world.Write());

        Assert.Equal((TimeSpan.Zero, 0), (world.Elapsed, world.Level.Statistics.Written));
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.KeyPrefix))]
    public void KeyPrefix_starts_every_key_and_keeps_instances_apart()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { KeyPrefix = "site-a/" });
        world.Write();

        Assert.Equal("site-a/key", Assert.Single(world.Store.Values).Key);
        Assert.Equal(SecondLevelStatus.Found, world.Status());
        Assert.Throws<ArgumentException>(() => new DistributedCacheLevelOptions { KeyPrefix = "with space" });
        Assert.Throws<ArgumentException>(() => new DistributedCacheLevelOptions { KeyPrefix = new string('a', 65) });
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.MaxValueBytes))]
    public void MaxValueBytes_bounds_what_is_written_and_what_is_read()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { MaxValueBytes = 512 });

        Assert.True(world.Write("fits", 511));
        Assert.False(world.Write("does not", 512));
        world.Store.Values["nomen:theirs"] = [1, .. new byte[512]];

        Assert.Equal((SecondLevelStatus.Found, SecondLevelStatus.Rejected), (world.Status("fits"), world.Status("theirs")));
        Assert.Equal((1, 1), (world.Level.Statistics.Dropped, world.Level.Statistics.Rejected));
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.MaxQueuedWrites))]
    public void MaxQueuedWrites_bounds_what_waits_and_the_rest_is_dropped_and_counted()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { MaxQueuedWrites = 2 });
        world.Store.Hangs = true;

        // Four are being written, two wait.
        bool[] taken = [.. Enumerable.Range(0, 8).Select(i => world.Write($"key{i}"))];

        Assert.Equal([true, true, true, true, true, true, false, false], taken);
        Assert.Equal(2, world.Level.Statistics.Dropped);
    }

    [Fact]
    public void What_waited_past_its_TTL_is_not_written()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { FailuresToOpen = 100, OperationTimeout = TimeSpan.FromSeconds(2) });
        world.Store.Hangs = true;
        for (int i = 0; i < 5; i++)
        {
            world.Write($"key{i}", lifetime: 1);
        }

        world.Store.Hangs = false;
        world.Pass(2000);

        Assert.Empty(world.Store.Values);
        Assert.Equal((4, 1), (world.Level.Statistics.WriteFailures, world.Level.Statistics.Dropped));
    }

    [Fact]
    [Knob(typeof(DistributedCacheLevelOptions), nameof(DistributedCacheLevelOptions.MacKey))]
    public void MacKey_makes_values_of_others_useless_and_ours_trusted()
    {
        LevelWorld signed = new(new DistributedCacheLevelOptions { MacKey = Secret });
        LevelWorld plain = new();
        LevelWorld otherSecret = new(new DistributedCacheLevelOptions { MacKey = Secret.AsMemory(1) });
        LevelWorld[] worlds = [signed, plain, otherSecret];
        foreach (LevelWorld world in worlds)
        {
            world.Write();
        }

        foreach (LevelWorld reader in worlds)
        {
            byte[] own = reader.Store.Values["nomen:key"];
            foreach (LevelWorld writer in worlds)
            {
                reader.Store.Values["nomen:key"] = reader == writer ? own : writer.Store.Values["nomen:key"];
                Assert.Equal(reader == writer ? SecondLevelStatus.Found : SecondLevelStatus.Rejected, reader.Status());
            }

            reader.Store.Values["nomen:key"] = own;
        }

        Assert.Equal((true, false), (signed.Level.IsTrusted, plain.Level.IsTrusted));
    }

    [Fact]
    public void A_signed_value_is_good_under_its_own_key_only_and_with_every_bit_as_it_was()
    {
        LevelWorld world = new(new DistributedCacheLevelOptions { MacKey = Secret });
        world.Write();
        byte[] good = world.Store.Values["nomen:key"];
        world.Store.Values["nomen:moved"] = good;

        Assert.Equal(SecondLevelStatus.Rejected, world.Status("moved"));
        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] flipped = [.. good];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            world.Store.Values["nomen:key"] = flipped;
            Assert.Equal(SecondLevelStatus.Rejected, world.Status());
        }
    }

    [Fact]
    public void A_secret_too_short_to_be_one_is_refused_and_none_is_printed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributedCacheLevelOptions { MacKey = new byte[15] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributedCacheLevelOptions { MacKey = new byte[1025] });
        string printed = new DistributedCacheLevelOptions { MacKey = "a secret that is long enough"u8.ToArray() }.ToString();

        Assert.DoesNotContain("secret", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 7 })]
    [InlineData(new byte[] { 3, 7 })]
    public void A_value_in_another_frame_is_rejected(byte[] framed)
    {
        LevelWorld world = new();
        world.Store.Values["nomen:key"] = framed;

        Assert.Equal(SecondLevelStatus.Rejected, world.Status());
    }

    [Fact]
    public void Disposal_ends_the_writers_and_drops_what_waits()
    {
        LevelWorld world = new();
        world.Store.Hangs = true;
        for (int i = 0; i < 6; i++)
        {
            world.Write($"key{i}");
        }

        world.Run.Run(async () => await world.Level.DisposeAsync());
        world.Run.Run(async () => await world.Level.DisposeAsync());

        Assert.Equal((4, 2), (world.Level.Statistics.WriteFailures, world.Level.Statistics.Dropped));
        Assert.False(world.Write("late"));
    }
}
