using FsCheck;
using FsCheck.Fluent;
using Nomen.Client.Caching.Denial;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>The order of proofs against a sorted list.</summary>
public sealed class OrderedRrsetsTests
{
    private static readonly Gen<(bool Adds, int Key)[]> Steps =
        Gen.Choose(0, 3).SelectMany(static kind => Gen.Choose(0, 300).Select(key => (kind > 0, key))).ListOf().Select(static steps => steps.ToArray());

    [Fact]
    public void It_does_what_a_sorted_list_does() => Prop
        .ForAll(Arb.From(Steps.Resize(600)), static steps => IsSame(steps))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 1));

    [Fact]
    public void Nothing_is_found_where_nothing_is()
    {
        OrderedRrsets order = new();

        Assert.True(order.IsEmpty);
        Assert.Null(order.AtOrBefore([1]));
        Assert.Null(order.After([1]));
    }

    private static bool IsSame((bool Adds, int Key)[] steps)
    {
        OrderedRrsets order = new();
        SortedDictionary<int, DenialRrset> model = [];
        foreach ((bool adds, int key) in steps)
        {
            if (adds && !model.ContainsKey(key))
            {
                order.AddUnderLock(model[key] = Rrset(key));
            }
            else if (!adds && model.Remove(key, out DenialRrset? removed))
            {
                order.RemoveUnderLock(removed);
            }

            if (!ReferenceEquals(order.AtOrBefore(Key(key)), model.LastOrDefault(pair => pair.Key <= key, model.LastOrDefault()).Value)
                || !ReferenceEquals(order.After(Key(key)), model.FirstOrDefault(pair => pair.Key > key, model.FirstOrDefault()).Value)
                || !ReferenceEquals(order.At(Key(key)), model.GetValueOrDefault(key)))
            {
                return false;
            }
        }

        return order.Snapshot().SequenceEqual(model.Values);
    }

    private static byte[] Key(int key) => [(byte)(key >> 8), (byte)key];

    private static DenialRrset Rrset(int key) => new()
    {
        Kind = DenialKind.Nsec,
        Zone = SignedZone.DefaultApex,
        Owner = SignedZone.DefaultApex,
        Type = DnsType.NSEC,
        Key = Key(key),
        Records = [],
        Stored = 0,
        Lifetime = 1,
    };
}
