using System.Net.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Raw;
using Nomen.Interop.Tests.Scripted;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Streams;

/// <summary>The server closes the connection while requests are under way (RFC 7766 section 6.2.4).</summary>
[Collection(LabCollection.Name)]
public sealed class ClosingTests(Lab lab)
{
    private static readonly DnsRequest Request = DnsRequest.Query(LabZone.Name, DnsType.SOA);

    [InteropFact(Server.NsdThreeQueries)]
    public async Task What_NSD_answered_before_it_closed_arrives_and_the_rest_fails_as_closed()
    {
        await using IDnsTransport transport = Transports.Tcp(await lab.AddressOfAsync(Server.NsdThreeQueries));

        string[] outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => OutcomeAsync(transport)));

        Assert.Equal(3, outcomes.Count(outcome => string.Equals(outcome, nameof(Rcode.NoError), StringComparison.Ordinal)));
        Assert.Equal(7, outcomes.Count(outcome => string.Equals(outcome, nameof(TransportFailure.ConnectionClosed), StringComparison.Ordinal)));
    }

    [InteropFact(Server.NsdThreeQueries)]
    [Rfc(7766, "6.2.4")]
    public async Task Queries_go_on_over_new_connections_when_NSD_closes_the_old_one()
    {
        await using ScriptedStreamServer relay = Relay.To(await lab.AddressOfAsync(Server.NsdThreeQueries));
        await using IDnsTransport transport = Transports.TcpConnections(relay.EndPoint);

        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(nameof(Rcode.NoError), await OutcomeAsync(transport));
        }

        Assert.Equal(3, relay.Connections);
    }

    [Fact]
    public async Task A_reply_that_comes_together_with_the_end_of_the_connection_counts()
    {
        await using ScriptedStreamServer server = new(async connection =>
        {
            await using NetworkStream stream = new(connection);
            byte[] query = await RawExchange.ReadAsync(stream);
            query[2] |= 0x80; // QR
            await RawExchange.WriteAsync(stream, query);
        });
        await using IDnsTransport transport = Transports.Tcp(server.EndPoint);

        DnsResponse response = await transport.SendAsync(Request);

        Assert.Equal(Rcode.NoError, response.Rcode);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(20, false)]
    [InlineData(0, true)]
    [InlineData(20, true)]
    public async Task A_connection_that_ends_inside_a_reply_fails_the_request_as_closed(int octets, bool reset)
    {
        await using ScriptedStreamServer server = new(connection => SendPartAsync(connection, octets, reset));
        await using IDnsTransport transport = Transports.Tcp(server.EndPoint);

        DnsTransportException failure = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Request));

        Assert.Equal(TransportFailure.ConnectionClosed, failure.Failure);
        Assert.Contains(server.EndPoint.ToString(), failure.Upstream, StringComparison.Ordinal);
    }

    // Reads the query, sends the first octets of a frame that promises 100, and goes: with FIN, or with RST.
    private static async Task SendPartAsync(Socket connection, int octets, bool reset)
    {
        await using NetworkStream stream = new(connection);
        await RawExchange.ReadAsync(stream);
        byte[] frame = [0, 100, .. new byte[100]];
        await stream.WriteAsync(frame.AsMemory(0, octets));
        connection.LingerState = new LingerOption(enable: reset, seconds: 0);
    }

    private static async Task<string> OutcomeAsync(IDnsTransport transport)
    {
        try
        {
            return (await transport.SendAsync(Request)).Rcode.ToString();
        }
        catch (DnsTransportException e)
        {
            return e.Failure.ToString();
        }
    }
}
