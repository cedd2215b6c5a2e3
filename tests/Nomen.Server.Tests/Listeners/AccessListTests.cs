using System.Net;
using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Networks of clients, asked with an address object and with the system's form.</summary>
public sealed class AccessListTests
{
    [Theory]
    [InlineData("127.0.0.0/8", "127.255.255.255", true)]
    [InlineData("127.0.0.0/8", "128.0.0.0", false)]
    [InlineData("192.0.2.128/25", "192.0.2.128", true)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::1/128", "::2", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("127.0.0.0/8", "::ffff:127.0.0.1", true)]
    public void An_address_lies_in_a_network_or_not(string network, string address, bool expected)
    {
        AccessList list = new([IPNetwork.Parse(network)]);
        IPAddress client = IPAddress.Parse(address);

        Assert.Equal(expected, list.Allows(client));
        Assert.Equal(expected, list.Allows(new IPEndPoint(client, 1).Serialize()));
    }

    [Fact]
    public void Without_networks_nobody_is_allowed()
    {
        Assert.False(new AccessList([]).Allows(IPAddress.Loopback));
    }
}
