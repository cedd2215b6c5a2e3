using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Server.Tests.Zones;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Every hostile query, with a good one behind it that must have its answer: over UDP and over TCP.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private const ushort GoodId = 0xbeef;

    private RunningServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(new ZoneTransport(ZoneText.Zone("example.", "@ SOA ns admin 1 1 1 1 1\n@ NS ns\nwww A 192.0.2.80\nwww TXT text")));

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Theory]
    [ClassData(typeof(HostileQueries))]
    [Rfc(9619)]
    [Rfc(6891, "6.1.3")]
    [Rfc(8482, "4")]
    public async Task A_hostile_query_over_UDP_gets_its_error_and_a_good_one_its_answer(string what, byte[] octets, Rcode? expected)
    {
        using UdpClientSocket client = new(_server.EndPoint);

        await client.SendAsync(octets);
        await client.SendAsync(Query.Octets("www.example.", id: GoodId));

        if (expected is { } rcode)
        {
            AssertError(what, octets, await client.ReceiveOctetsAsync(), rcode);
        }

        AssertGood(await client.ReceiveAsync());
    }

    [Theory]
    [ClassData(typeof(HostileQueries))]
    [Rfc(7766, "8")]
    public async Task A_hostile_query_over_TCP_gets_its_error_and_a_good_one_its_answer(string what, byte[] octets, Rcode? expected)
    {
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(_server.EndPoint);

        await client.SendAsync(octets, Query.Octets("www.example.", id: GoodId));

        if (expected is { } rcode)
        {
            AssertError(what, octets, (await client.ReceiveOctetsAsync())!, rcode);
        }

        AssertGood(await client.ReceiveAsync());
    }

    [Fact]
    public void The_table_has_at_least_40_queries()
    {
        Assert.True(new HostileQueries().Count >= 40);
    }

    private static void AssertError(string what, byte[] query, byte[] octets, Rcode expected)
    {
        DnsMessage response = DnsMessage.Parse(octets);
        Assert.Equal((what, expected, (ushort)7), (what, response.Rcode, response.Id));
        Assert.Equal(DnsFlags.QR, response.Flags & DnsFlags.QR);
        if (expected is Rcode.FormErr or Rcode.NotImp or Rcode.Refused or Rcode.NotAuth)
        {
            Assert.True(octets.Length <= query.Length, what);
        }
    }

    private static void AssertGood(DnsMessage response)
    {
        Assert.Equal(GoodId, response.Id);
        Assert.Equal(1, response.Answers.Count);
    }
}
