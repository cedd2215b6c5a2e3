using FsCheck;
using FsCheck.Fluent;
using Nomen.Dns.Names;

namespace Nomen.Dns.Tests.Names;

/// <summary>What holds for every name there can be.</summary>
public sealed class DomainNamePropertyTests
{
    // A seed of its own keeps the runs equal; FsCheck prints it with a counter-example.
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261122, 1);

    // Few different octets, so that labels are often equal, or equal but for case.
    private static readonly Gen<byte> Octet = Gen.OneOf(Gen.Elements("aAbB.\\\0"u8.ToArray()), Gen.Choose(0, 255).Select(octet => (byte)octet));

    private static readonly Gen<DomainName> Name =
        from labels in Gen.ListOf(Gen.NonEmptyListOf(Octet))
        select labels.Aggregate(DomainName.Root, AddIfItFits);

    private static Arbitrary<DomainName> Any => Arb.From(Name);

    private static Arbitrary<(DomainName, DomainName, DomainName)> AnyThree => Arb.From(
        from first in Name
        from second in Name
        from third in Name
        select (first, second, third));

    [Fact]
    [Rfc(1035, "5.1")]
    public void A_printed_name_reads_as_the_same_octets() => Prop
        .ForAll(Any, name => DomainName.Parse(name.ToString()).EqualsExactly(name))
        .Check(Settings);

    [Fact]
    public void Wire_octets_read_as_the_same_name() => Prop
        .ForAll(Any, name => DomainName.FromWire(name.Wire).EqualsExactly(name))
        .Check(Settings);

    [Fact]
    [Rfc(4343, "3")]
    public void Case_makes_no_difference_to_equality_hash_and_order() => Prop
        .ForAll(Any, name => name.Equals(SwapCase(name)) && name.GetHashCode() == SwapCase(name).GetHashCode() && name.CompareTo(SwapCase(name)) == 0)
        .Check(Settings);

    [Fact]
    [Rfc(4034, "6.1")]
    public void The_order_is_total() => Prop
        .ForAll(AnyThree, names =>
            Math.Sign(names.Item1.CompareTo(names.Item2)) == -Math.Sign(names.Item2.CompareTo(names.Item1))
            && (names.Item1.CompareTo(names.Item2) == 0) == names.Item1.Equals(names.Item2)
            && !(names.Item1.CompareTo(names.Item2) <= 0 && names.Item2.CompareTo(names.Item3) <= 0 && names.Item1.CompareTo(names.Item3) > 0))
        .Check(Settings);

    [Fact]
    public void A_name_below_another_is_equal_to_it_after_some_parents() => Prop
        .ForAll(AnyThree, names => IsAtOrBelowByParents(names.Item1, names.Item2) == names.Item1.IsAtOrBelow(names.Item2)
            && IsConcatBelow(names.Item1, names.Item2))
        .Check(Settings);

    [Fact]
    [Rfc(4034, "6.1")]
    public void A_parent_comes_before_its_children() => Prop
        .ForAll(Any, name => name.IsRoot || name.Parent.CompareTo(name) < 0)
        .Check(Settings);

    [Fact]
    public void Labels_are_counted_by_parents() => Prop
        .ForAll(Any, name => name.IsRoot ? name.LabelCount == 0 : name.LabelCount == name.Parent.LabelCount + 1)
        .Check(Settings);

    private static DomainName AddIfItFits(DomainName name, IReadOnlyCollection<byte> label) =>
        label.Count <= DomainName.MaxLabelLength && name.Length + label.Count < DomainName.MaxLength ? name.Prepend([.. label]) : name;

    private static DomainName SwapCase(DomainName name)
    {
        byte[] octets = name.Wire.ToArray();
        for (int start = 0; octets[start] != 0; start += octets[start] + 1)
        {
            for (int i = start + 1; i <= start + octets[start]; i++)
            {
                octets[i] = char.IsAsciiLetter((char)octets[i]) ? (byte)(octets[i] ^ 0x20) : octets[i];
            }
        }

        return DomainName.FromWire(octets);
    }

    private static bool IsAtOrBelowByParents(DomainName name, DomainName zone)
    {
        for (; !name.Equals(zone); name = name.Parent)
        {
            if (name.IsRoot)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsConcatBelow(DomainName head, DomainName tail) =>
        head.Length + tail.Length > DomainName.MaxLength || head.Concat(tail).IsAtOrBelow(tail);
}
