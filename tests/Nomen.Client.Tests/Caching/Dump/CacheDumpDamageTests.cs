using System.Buffers.Binary;
using Nomen.Client.Caching.Dump;
using Nomen.Client.Caching.Portable;

namespace Nomen.Client.Tests.Caching.Dump;

/// <summary>A damaged dump is refused with its reason, and changes nothing (<c>docs/threats.md</c> D13).</summary>
public sealed class CacheDumpDamageTests
{
    private readonly CacheWorld _target = new();
    private readonly byte[] _dump;

    public CacheDumpDamageTests()
    {
        var source = new CacheWorld();
        source.Ask("a.example");
        source.Ask("b.example");
        _dump = DumpOctets.Save(source);
        _target.Ask("kept.example");
    }

    [Fact]
    public void A_dump_that_ends_too_early_is_refused_wherever_it_ends()
    {
        Assert.Equal((CacheFileFailure.NotADump, 0), Refusal([]));
        for (int length = 1; length < _dump.Length; length++)
        {
            Assert.Equal((CacheFileFailure.Truncated, length), Refusal(_dump[..length]));
        }

        AssertUnchanged();
    }

    [Fact]
    public void A_dump_with_any_bit_flipped_is_refused()
    {
        HashSet<CacheFileFailure> reasons = [];
        for (int bit = 0; bit < _dump.Length * 8; bit++)
        {
            byte[] flipped = [.. _dump];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            reasons.Add(Refusal(flipped).Failure);
        }

        Assert.Equal([.. Enum.GetValues<CacheFileFailure>().Where(reason => reason != CacheFileFailure.TrailingOctets)], reasons.Order());
        AssertUnchanged();
    }

    [Fact]
    public void Octets_behind_the_end_are_refused()
    {
        Assert.Equal((CacheFileFailure.TrailingOctets, _dump.Length), Refusal([.. _dump, 0]));
        AssertUnchanged();
    }

    [Fact]
    public void Another_version_is_refused()
    {
        byte[] next = [.. _dump];
        next[DumpLayout.VersionOffset + 7]++;

        Assert.Equal((CacheFileFailure.UnknownVersion, DumpLayout.VersionOffset), Refusal(next));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_dump_from_the_future_is_refused_but_for_a_minute(int seconds, bool isTaken)
    {
        var source = new CacheWorld();
        source.Ask();
        source.Pass(seconds);
        byte[] dump = DumpOctets.Save(source);

        if (isTaken)
        {
            DumpOctets.Load(_target, dump);

            Assert.Equal([300u], CacheWorld.Ttls(_target.Ask().Message));
        }
        else
        {
            Assert.Equal((CacheFileFailure.FromTheFuture, DumpLayout.SavedAt), Refusal(dump));
        }
    }

    [Theory]
    [InlineData(PortableLayout.MaxLength + 1u)]
    [InlineData(uint.MaxValue)]
    [InlineData((uint)int.MaxValue)]
    public void A_length_that_no_entry_can_have_is_refused_before_it_costs_memory(uint length)
    {
        byte[] dump = [.. _dump];
        BinaryPrimitives.WriteUInt32BigEndian(dump.AsSpan(DumpLayout.HeaderLength), length);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal((CacheFileFailure.BadEntry, DumpLayout.HeaderLength), Refusal(dump));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_dump_with_another_number_of_entries_is_refused_though_its_checksum_is_right()
    {
        byte[] one = DumpOctets.Build(_dump, DumpOctets.Entries(_dump)[0]);
        byte[] none = DumpOctets.Build(_dump);
        byte[] mixed = [.. one[..^(DumpLayout.CountLength + DumpLayout.ChecksumLength)], .. none[^(DumpLayout.CountLength + DumpLayout.ChecksumLength)..]];

        Assert.Equal(CacheFileFailure.BadChecksum, Refusal(mixed).Failure);
        Assert.Equal(1, DumpOctets.Load(_target, one).Loaded);
    }

    [Fact]
    public void An_entry_younger_than_its_dump_is_refused()
    {
        byte[] entry = DumpOctets.Entries(_dump)[1];
        BinaryPrimitives.WriteInt64BigEndian(entry, BinaryPrimitives.ReadInt64BigEndian(entry) + 1);
        byte[] dump = DumpOctets.Build(_dump, DumpOctets.Entries(_dump)[0], entry);

        Assert.Equal(CacheFileFailure.BadEntry, Refusal(dump).Failure);
        AssertUnchanged();
    }

    [Fact]
    public void An_entry_of_an_absurd_age_is_past_its_lifetime()
    {
        byte[] entry = DumpOctets.Entries(_dump)[0];
        BinaryPrimitives.WriteInt64BigEndian(entry, 0);
        BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(PortableLayout.Lifetime), uint.MaxValue);

        Assert.Equal(1, DumpOctets.Load(_target, DumpOctets.Build(_dump, entry)).Expired);
    }

    private (CacheFileFailure Failure, long Offset) Refusal(byte[] dump)
    {
        CacheFileException refusal = Assert.Throws<CacheFileException>(() => DumpOctets.Load(_target, dump));
        Assert.Contains($"at octet {refusal.Offset}: ", refusal.Message, StringComparison.Ordinal);
        return (refusal.Failure, refusal.Offset);
    }

    private void AssertUnchanged()
    {
        Assert.Equal(1, _target.Cache.Statistics.Entries);
        _target.Ask("kept.example");
        Assert.Equal(1, _target.AskedUpstream);
    }
}
