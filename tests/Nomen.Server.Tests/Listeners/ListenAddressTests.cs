using System.Net;
using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>The textual form of where a server listens.</summary>
public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("udp://127.0.0.1:5353", ListenProtocol.Udp, "127.0.0.1", 5353)]
    [InlineData("tcp://[::1]:5353", ListenProtocol.Tcp, "::1", 5353)]
    [InlineData("udp+tcp://0.0.0.0:0", ListenProtocol.UdpAndTcp, "0.0.0.0", 0)]
    [InlineData("udp://127.0.0.1", ListenProtocol.Udp, "127.0.0.1", 53)]
    [InlineData("tcp://[::1]", ListenProtocol.Tcp, "::1", 53)]
    [InlineData("udp://::1", ListenProtocol.Udp, "::1", 53)]
    public void Protocol_address_and_port_are_read(string text, ListenProtocol protocol, string address, int port)
    {
        Assert.Equal(new ListenAddress(protocol, new IPEndPoint(IPAddress.Parse(address), port)), ListenAddress.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:53")]
    [InlineData("sctp://127.0.0.1:53")]
    [InlineData("udp://localhost:53")]
    [InlineData("udp://127.0.0.1:65536")]
    [InlineData("udp://127.0.0.1:53/")]
    public void Anything_else_tells_what_was_expected(string text)
    {
        FormatException exception = Assert.Throws<FormatException>(() => ListenAddress.Parse(text));

        Assert.Contains("udp://ADDRESS:PORT", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp://127.0.0.1:53")]
    [InlineData("tcp://[::1]:853")]
    [InlineData("udp+tcp://192.0.2.1:0")]
    public void The_textual_form_comes_back(string text)
    {
        Assert.Equal(text, ListenAddress.Parse(text).ToString());
    }
}
