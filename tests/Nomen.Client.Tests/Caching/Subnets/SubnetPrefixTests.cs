using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Networks as numbers do what the platform's networks do.</summary>
public sealed class SubnetPrefixTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(20261122, 5);

    // Few different octets, so that addresses often share a prefix.
    private static readonly Gen<IPAddress> Address =
        from size in Gen.Elements(4, 16)
        from octets in Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0xff).ArrayOf(size)
        select new IPAddress(octets);

    private static readonly Gen<(IPAddress Network, IPAddress Other, int Length)> Case =
        from network in Address
        from other in Address
        from length in Gen.Choose(0, network.GetAddressBytes().Length * 8)
        select (network, other, length);

    [Fact]
    public void Covers_is_what_the_platform_says() => Prop
        .ForAll(Arb.From(Case), row =>
        {
            SubnetPrefix prefix = SubnetPrefix.Of(row.Network, row.Length);
            IPNetwork network = new(prefix.ToAddress(), row.Length);
            return prefix.Covers(SubnetPrefix.Of(row.Other, 128)) == network.Contains(row.Other);
        })
        .Check(Settings);

    [Fact]
    public void Octets_and_option_come_back_as_the_same_network() => Prop
        .ForAll(Arb.From(Case), row =>
        {
            SubnetPrefix prefix = SubnetPrefix.Of(row.Network, row.Length);
            byte[] octets = new byte[SubnetPrefix.MaxOctets];
            int length = prefix.Write(octets);
            return SubnetPrefix.Read(prefix.Family, prefix.Length, octets.AsSpan(0, length)) == prefix && SubnetPrefix.Of(prefix.ToOption()) == prefix;
        })
        .Check(Settings);

    [Theory]
    [InlineData("203.0.113.77", 24, "203.0.113.0", 24)]
    [InlineData("203.0.113.77", 0, "0.0.0.0", 0)]
    [InlineData("203.0.113.77", 99, "203.0.113.77", 32)]
    [InlineData("2001:db8:1:2::9", 63, "2001:db8:1:2::", 63)]
    [InlineData("2001:db8:1:3::9", 63, "2001:db8:1:2::", 63)]
    public void A_network_is_cut_at_its_length(string address, int length, string expected, int kept)
    {
        SubnetPrefix prefix = SubnetPrefix.Of(IPAddress.Parse(address), length);

        Assert.Equal((expected, kept), (prefix.ToAddress().ToString(), prefix.Length));
    }
}
