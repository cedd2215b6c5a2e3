using Nomen.Client.Datagram;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Datagram;

public sealed class LoopbackTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Gets_an_answer_through_sockets_of_the_system(int sharedSockets)
    {
        using LoopbackResponder server = LoopbackResponder.Echoing();
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = sharedSockets }, new() { TimeProvider = new ManualTimeProvider() });

        DnsResponse response = await transport.SendAsync(DnsRequest.Query("Example.com", DnsType.MX));

        Assert.Equal("Example.com.", response.Message.Question!.Value.Name.ToString());
        Assert.Equal(DnsProtocol.Udp, response.Protocol);
        Assert.Equal($"udp://{server.EndPoint}", response.Upstream);
        Assert.Equal(1, response.Attempts);
    }
}
