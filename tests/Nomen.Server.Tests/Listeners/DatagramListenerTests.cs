using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;
using Nomen.Server.Tests.Zones;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Listeners;

/// <summary>One query over UDP, from the client's octets to the server's.</summary>
public sealed class DatagramListenerTests
{
    [Fact]
    public async Task Answers_from_a_zone()
    {
        ZoneTransport zones = new(ZoneText.Zone("example.", "@ SOA ns admin 1 1 1 1 1\n@ NS ns\nwww A 192.0.2.80"));
        await using RunningServer server = await RunningServer.StartAsync(zones);
        using UdpClientSocket client = new(server.EndPoint);

        DnsMessage response = await client.AskAsync(Query.Octets("www.example.", id: 99));

        Assert.Equal(99, response.Id);
        Assert.Equal(DnsFlags.QR | DnsFlags.AA | DnsFlags.RD, response.Flags);
        Assert.Equal("www.example. A 192.0.2.80", Answers.Line(response.ReadRecords(DnsSection.Answer)[0]));
    }

    [Fact]
    public async Task Answers_later_what_takes_time()
    {
        TaskCompletionSource<DnsResponse> slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        DnsRequest? first = null;
        FakeTransport transport = new(request => first is null ? Slow(request) : ValueTask.FromResult(FakeTransport.OneAddress(request)));
        ValueTask<DnsResponse> Slow(DnsRequest request)
        {
            first = request;
            return new ValueTask<DnsResponse>(slow.Task);
        }

        await using RunningServer server = await RunningServer.StartAsync(transport);
        using UdpClientSocket client = new(server.EndPoint);

        await client.SendAsync(Query.Octets("slow.example.", id: 1));
        DnsMessage quick = await client.AskAsync(Query.Octets("quick.example.", id: 2));
        slow.SetResult(FakeTransport.OneAddress(first!));
        DnsMessage late = await client.ReceiveAsync();

        Assert.Equal(2, quick.Id);
        Assert.Equal(1, late.Id);
        Assert.Equal(DomainName.Parse("slow.example."), late.Question?.Name);
    }
}
