using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>What a server does that was told nothing but its address.</summary>
public sealed class DefaultsTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.200.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:192.0.2.1", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fe80::1", false)]
    [Rfc(5358, "4")]
    public void Only_clients_of_this_machine_are_answered(string client, bool isAnswered)
    {
        AccessList access = new(new DnsServerOptions().Allow);

        Assert.Equal(isAnswered, access.Allows(IPAddress.Parse(client)));
    }

    [Fact]
    [Rfc(9715, "3.1")]
    public async Task A_response_over_UDP_has_at_most_1232_octets()
    {
        FakeTransport transport = new(request => FakeTransport.Respond(request, DnsFlags.None, static records =>
        {
            for (int i = 0; i < 250; i++)
            {
                records.Add(DnsSection.Additional, $"n{i}.example.", new AData(IPAddress.Loopback));
            }
        }));
        await using RunningServer server = await RunningServer.StartAsync(transport);
        using UdpClientSocket client = new(server.EndPoint);

        DnsMessage response = await client.AskAsync(Query.Octets("a.example.", edns: EdnsRecord.Default with { PayloadSize = 4096 }));

        Assert.InRange(response.Length, 1200, 1232);
        Assert.Equal((ushort)1232, response.Edns!.PayloadSize);
    }
}
