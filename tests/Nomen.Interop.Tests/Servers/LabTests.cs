using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Nomen.Interop.Tests.Raw;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

[Collection(LabCollection.Name)]
public sealed class LabTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.NsdThreeQueries)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task Every_server_answers_the_SOA_query_over_UDP_and_TCP(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        byte[] query = RawQuery.Build(LabZone.Name, RawQuery.Soa);

        byte[] overUdp = await RawExchange.OverUdpAsync(address, query);
        byte[] overTcp = await RawExchange.OverTcpAsync(address, query);

        Assert.Equal(1, AnswerCount(overUdp));
        Assert.Equal(1, AnswerCount(overTcp));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task Every_server_serves_the_whole_huge_RRset_over_TCP(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);

        byte[] response = await RawExchange.OverTcpAsync(address, RawQuery.Build(LabZone.HugeName, RawQuery.Txt));

        Assert.Equal(LabZone.HugeCount, AnswerCount(response));
        Assert.InRange(response.Length, 50_000, ushort.MaxValue);
    }

    [InteropFact(Server.NsdThreeQueries)]
    public async Task NSD_with_a_query_limit_closes_the_connection_after_the_third_answer()
    {
        using TcpClient client = new();
        await client.ConnectAsync(await lab.AddressOfAsync(Server.NsdThreeQueries));
        NetworkStream stream = client.GetStream();

        for (ushort id = 1; id <= 3; id++)
        {
            await RawExchange.WriteAsync(stream, RawQuery.Build(LabZone.Name, RawQuery.Soa, id));
            await RawExchange.ReadAsync(stream);
        }

        await Assert.ThrowsAsync<EndOfStreamException>(() => RawExchange.ReadAsync(stream));
    }

    [InteropFact(Server.Unbound)]
    public async Task Unbound_answers_a_later_query_before_one_that_waits_for_its_upstream()
    {
        using TcpClient client = new();
        await client.ConnectAsync(await lab.AddressOfAsync(Server.Unbound));
        NetworkStream stream = client.GetStream();

        await RawExchange.WriteAsync(stream, RawQuery.Build("first.slow.test.", RawQuery.A, id: 1));
        await RawExchange.WriteAsync(stream, RawQuery.Build(LabZone.InstanceName, RawQuery.Txt, id: 2));
        byte[] early = await RawExchange.ReadAsync(stream);
        Scripted.HeldQuery held = await lab.SlowUpstream.NextAsync("first.slow.test.");
        await held.AnswerAsync();
        byte[] late = await RawExchange.ReadAsync(stream);

        Assert.Equal([2, 1], [Id(early), Id(late)]);
    }

    private static int Id(byte[] message) => BinaryPrimitives.ReadUInt16BigEndian(message);

    private static int AnswerCount(byte[] message) => BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(6));
}
