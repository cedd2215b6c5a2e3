using System.Net.Sockets;
using Nomen.Client.HappyEyeballs;

namespace Nomen.Client.Tests.HappyEyeballs;

/// <summary>Addresses are letters: 6 and 4 for the families, in the order of the list.</summary>
public sealed class AddressOrderTests
{
    [Theory]
    [InlineData("6", new[] { 0 })]
    [InlineData("66", new[] { 0, 1 })]
    [InlineData("64", new[] { 0, 1 })]
    [InlineData("6644", new[] { 0, 2, 1, 3 })]
    [InlineData("4466", new[] { 0, 2, 1, 3 })]
    [InlineData("66644", new[] { 0, 3, 1, 4, 2 })]
    [InlineData("4666", new[] { 0, 1, 2, 3 })]
    [Rfc(8305, "4")]
    public void Families_take_turns_and_each_keeps_its_order(string families, int[] expected)
    {
        AddressOrder order = Of(families);

        Assert.Equal(expected, order.At(0));
    }

    [Theory]
    [InlineData("6644", 3, new[] { 3, 0, 2, 1 })]
    [InlineData("6644", 1, new[] { 1, 2, 0, 3 })]
    [InlineData("6644", 0, new[] { 0, 2, 1, 3 })]
    public void The_address_that_worked_goes_first_and_its_family_with_it(string families, int worked, int[] expected)
    {
        AddressOrder order = Of(families);

        order.HandleWorked(worked, 0);

        Assert.Equal(expected, order.At(99));
    }

    [Fact]
    public void What_worked_is_forgotten_after_a_while()
    {
        AddressOrder order = Of("64");

        order.HandleWorked(1, 0);

        Assert.Equal([0, 1], order.At(100));
    }

    [Theory]
    [InlineData(1, new[] { 0, 1 })]
    [InlineData(0, new[] { 1, 0 })]
    public void What_worked_is_forgotten_when_it_fails(int failed, int[] expected)
    {
        AddressOrder order = Of("64");
        order.HandleWorked(1, 0);

        order.HandleFailed(failed);

        Assert.Equal(expected, order.At(1));
    }

    private static AddressOrder Of(string families) =>
        new([.. families.Select(family => family == '6' ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork)], memory: 100);
}
