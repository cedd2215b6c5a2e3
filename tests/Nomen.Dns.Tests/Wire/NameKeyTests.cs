using FsCheck;
using FsCheck.Fluent;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Wire;

public sealed class NameKeyTests
{
    private static readonly Gen<DomainName> Names =
        from labels in Gen.Choose(0, 4)
        from octets in Gen.ArrayOf(Gen.ArrayOf(Gen.Elements<byte>(0, 1, 2, (byte)'*', (byte)'A', (byte)'a', (byte)'b', 255), 2), labels)
        select octets.Aggregate(DomainName.Root, static (name, label) => name.Prepend(label));

    [Fact]
    [Rfc(4034, "6.1")]
    public void Keys_are_in_the_canonical_order_of_names() => Prop
        .ForAll(Arb.From(Names), Arb.From(Names), static (left, right) =>
            Math.Sign(Key(left).AsSpan().SequenceCompareTo(Key(right))) == Math.Sign(left.CompareTo(right)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(20261122, 1));

    [Fact]
    public void A_key_starts_with_those_of_the_names_above() => Prop
        .ForAll(Arb.From(Names), Arb.From(Names), static (left, right) => Key(left).AsSpan().StartsWith(Key(right)) == left.IsAtOrBelow(right))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(20261122, 1));

    [Fact]
    public void The_longest_key_fits()
    {
        DomainName name = DomainName.Root;
        while (name.Length + 64 <= DomainName.MaxLength)
        {
            name = name.Prepend(new byte[63]);
        }

        Assert.InRange(Key(name).Length, name.Length, NameKey.MaxLength);
    }

    private static byte[] Key(DomainName name)
    {
        byte[] key = new byte[NameKey.MaxLength];
        return key[..NameKey.Write(name.Wire, key)];
    }
}
