using System.Net;
using System.Net.Sockets;
using System.Text;
using Nomen.Client.Https;
using Nomen.Client.Services;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>Servers that break HTTP itself, over plain HTTP/1.1 on loopback, where a test can write what it likes.</summary>
public sealed class HttpsHostilePeerTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_body_that_ends_before_its_announced_length_is_an_error()
    {
        await using LoopbackServer server = new(async socket =>
        {
            byte[] reply = Replies.To(await ReadQueryAsync(socket));
            await socket.SendAsync(Response(reply, announced: reply.Length + 10));
        });

        DnsTransportException e = await FailAsync(server);

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
    }

    [Fact]
    public async Task What_follows_the_announced_length_is_not_taken_for_another_answer()
    {
        await using LoopbackServer server = new(async socket =>
        {
            while (await ReadQueryAsync(socket) is { Length: > 0 } query)
            {
                byte[] reply = Replies.To(query);
                byte[] lie = Replies.To(query, Rcode.NxDomain);
                await socket.SendAsync((byte[])[.. Response(reply, reply.Length), .. Response(lie, lie.Length)]);
            }
        });
        await using HttpsTransport transport = To(server);

        DnsResponse first = await transport.SendAsync(Replies.Ask("one.example."));
        DnsResponse second = await transport.SendAsync(Replies.Ask("two.example."));

        Assert.Equal((Rcode.NoError, Rcode.NoError), (first.Rcode, second.Rcode));
        Assert.Equal("two.example.", second.Message.Question!.Value.Name.ToString());
    }

    [Fact]
    public async Task An_answer_that_comes_octet_by_octet_is_an_answer()
    {
        await using LoopbackServer server = new(async socket =>
        {
            byte[] reply = Replies.To(await ReadQueryAsync(socket));
            foreach (byte octet in Response(reply, reply.Length))
            {
                await socket.SendAsync((byte[])[octet]);
            }
        });
        await using HttpsTransport transport = To(server);

        Assert.Equal(Rcode.NoError, (await transport.SendAsync(Replies.Ask())).Rcode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\nContent-Length: 100\r\n\r\nabc")]
    public async Task A_server_that_stalls_is_given_up_at_the_deadline_wherever_it_stops(string sent)
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer server = new(async socket =>
        {
            await ReadQueryAsync(socket);
            await socket.SendAsync(Encoding.ASCII.GetBytes(sent));
            stalled.SetResult();
            await socket.ReceiveAsync(new byte[1]);
        });
        await using HttpsTransport transport = To(server);
        Task<DnsResponse> asking = transport.SendAsync(Replies.Ask()).AsTask();
        await stalled.Task;

        _time.Advance(TimeSpan.FromSeconds(4.9));
        bool waitedSoLong = !asking.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(TransportFailure.Timeout, (await Assert.ThrowsAsync<DnsTransportException>(() => asking)).Failure);
        Assert.True(waitedSoLong);
    }

    [Fact]
    public async Task Octets_that_trickle_in_gain_no_time()
    {
        TaskCompletionSource trickling = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer server = new(async socket =>
        {
            byte[] reply = Replies.To(await ReadQueryAsync(socket));
            byte[] response = Response(reply, reply.Length);
            await socket.SendAsync(response[..^2]);
            trickling.SetResult();
            await more.Task;
            await socket.SendAsync(response[^2..^1]);
            await socket.ReceiveAsync(new byte[1]);
        });
        await using HttpsTransport transport = To(server);
        Task<DnsResponse> asking = transport.SendAsync(Replies.Ask()).AsTask();
        await trickling.Task;

        _time.Advance(TimeSpan.FromSeconds(4));
        more.SetResult();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TransportFailure.Timeout, (await Assert.ThrowsAsync<DnsTransportException>(() => asking)).Failure);
    }

    [Fact]
    public async Task A_connection_that_ends_right_after_the_query_is_tried_once_more_and_then_an_error()
    {
        await using LoopbackServer server = new(ReadQueryAsync);

        DnsTransportException e = await FailAsync(server);

        Assert.Equal((TransportFailure.ConnectionClosed, 2), (e.Failure, e.Attempts));
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_response_is_an_error()
    {
        await using LoopbackServer server = new(async socket =>
        {
            await ReadQueryAsync(socket);
            await socket.SendAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        });

        Assert.Equal(TransportFailure.ConnectionClosed, (await FailAsync(server)).Failure);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n")]
    public async Task What_is_no_HTTP_is_a_protocol_error(string banner)
    {
        await using LoopbackServer server = new(async socket =>
        {
            await ReadQueryAsync(socket);
            await socket.SendAsync(Encoding.ASCII.GetBytes(banner));
        });

        Assert.Equal(TransportFailure.Protocol, (await FailAsync(server)).Failure);
    }

    [Fact]
    public async Task Headers_without_end_are_a_protocol_error()
    {
        byte[] header = Encoding.ASCII.GetBytes($"X: {new string('x', 1000)}\r\n");
        await using LoopbackServer server = new(async socket =>
        {
            await ReadQueryAsync(socket);
            await socket.SendAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            for (int i = 0; i < 2_000; i++)
            {
                await socket.SendAsync(header);
            }
        });

        Assert.Equal(TransportFailure.Protocol, (await FailAsync(server)).Failure);
    }

    [Fact]
    public async Task TLS_to_a_plain_port_is_a_TLS_failure()
    {
        await using LoopbackServer server = new(async socket =>
        {
            await socket.ReceiveAsync(new byte[10]);
            await socket.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });
        await using HttpsTransport transport = new(DohTemplate.Parse($"https://{server.EndPoint}/dns-query"));

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.Tls, e.Failure);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_refused_at_once()
    {
        IPEndPoint gone;
        await using (LoopbackServer server = new(_ => Task.CompletedTask))
        {
            gone = server.EndPoint;
        }

        await using HttpsTransport transport = new(DohTemplate.Parse($"https://{gone}/dns-query"));

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
    }

    /// <summary>Reads one HTTP/1.1 request; returns its body, empty at the end.</summary>
    internal static async Task<byte[]> ReadQueryAsync(Socket socket)
    {
        List<byte> read = [];
        byte[] octet = new byte[1];
        while (!Encoding.ASCII.GetString([.. read]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(octet) == 0)
            {
                return [];
            }

            read.Add(octet[0]);
        }

        string head = Encoding.ASCII.GetString([.. read]);
        int at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) + "Content-Length: ".Length;
        byte[] body = new byte[int.Parse(head.AsSpan(at, head.IndexOf('\r', at) - at), System.Globalization.CultureInfo.InvariantCulture)];
        for (int got = 0; got < body.Length;)
        {
            got += await socket.ReceiveAsync(body.AsMemory(got));
        }

        return body;
    }

    internal static byte[] Response(byte[] body, int announced) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\nContent-Length: {announced}\r\n\r\n"), .. body];

    private HttpsTransport To(LoopbackServer server) => new(
        DohTemplate.Parse($"http://{server.EndPoint}/dns-query", allowPlain: true),
        new HttpsTransportOptions { Method = DohMethod.Post, Version = HttpVersion.Version11 },
        services: new TransportServices { TimeProvider = _time });

    private async Task<DnsTransportException> FailAsync(LoopbackServer server)
    {
        await using HttpsTransport transport = To(server);
        return await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));
    }
}
