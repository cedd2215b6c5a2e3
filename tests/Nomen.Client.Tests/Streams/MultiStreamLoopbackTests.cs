using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Streams;

/// <summary>Real sockets; where time matters it is the test's.</summary>
public sealed class MultiStreamLoopbackTests
{
    [Fact]
    public async Task A_black_hole_and_a_full_pipeline_end_in_errors_in_time()
    {
        using BlackHole hole = new();
        ManualTimeProvider time = new();
        MultiStreamTransportOptions options = new() { MaxConnections = 1, Stream = new() { MaxInFlight = 1, QueueLimit = 1 } };
        await using MultiStreamTransport transport = new(hole.EndPoint, options, new TransportServices { TimeProvider = time });
        Task<DnsResponse>[] pending = [AskAsync(transport), AskAsync(transport), AskAsync(transport)];

        // The timers of the connection, of the whole attempt and of the address.
        while (time.ActiveTimerCount < 3)
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromSeconds(2));
        Exception?[] errors = [.. await Task.WhenAll(pending.Select(task => Record.ExceptionAsync(() => task)))];

        TransportFailure[] expected = [TransportFailure.ConnectTimeout, TransportFailure.ConnectTimeout, TransportFailure.Overloaded];
        Assert.Equal(expected, errors.Select(error => Assert.IsType<DnsTransportException>(error).Failure));
    }

    [Fact]
    public async Task A_server_that_restarted_is_asked_over_a_new_connection()
    {
        await using var server = new LoopbackServer(AnswerTwiceAsync);
        await using MultiStreamTransport transport = new(server.EndPoint, services: StoppedClock.Services);

        for (int i = 0; i < 9; i++)
        {
            await AskAsync(transport);
        }

        Assert.InRange(server.Connections, 5, 9);
    }

    [Fact]
    public async Task A_thousand_requests_at_once_share_four_connections()
    {
        await using var server = new LoopbackServer(LoopbackServer.EchoAsync);
        await using MultiStreamTransport transport = new(server.EndPoint, services: StoppedClock.Services);

        DnsResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => AskAsync(transport)));

        Assert.All(responses, response => Assert.Equal(Rcode.NoError, response.Message.Rcode));
        Assert.InRange(server.Connections, 1, 4);
    }

    [Fact]
    public async Task Many_askers_over_connections_that_keep_ending_all_come_to_an_end()
    {
        await using var server = new LoopbackServer(AnswerAHundredAsync);
        MultiStreamTransportOptions options = new()
        {
            FirstHoldOff = TimeSpan.Zero,
            MaxConnectAttempts = 100,
            Stream = new() { MaxInFlight = 16 },
        };
        await using MultiStreamTransport transport = new(server.EndPoint, options, StoppedClock.Services);

        int[] answered = await Task.WhenAll(Enumerable.Range(0, 64).Select(asker => CountAnswersAsync(transport, asker, 50)));

        Assert.InRange(answered.Sum(), 1600, 3200);
        Assert.Equal(0, transport.Statistics.InFlight + transport.Statistics.Waiting);
        Assert.InRange(server.Connections, 32, 3200);
    }

    /// <summary>Asks one after the other; a request may fail only because its connection ended.</summary>
    private static async Task<int> CountAnswersAsync(MultiStreamTransport transport, int asker, int requests)
    {
        int answered = 0;
        for (int i = 0; i < requests; i++)
        {
            string name = $"n{i}.a{asker}.example.";
            try
            {
                DnsResponse response = await transport.SendAsync(Replies.Ask(name));
                Assert.Equal(name, response.Message.Question!.Value.Name.ToString());
                answered++;
            }
            catch (DnsTransportException e)
            {
                Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
            }
        }

        return answered;
    }

    private static async Task AnswerAHundredAsync(System.Net.Sockets.Socket socket)
    {
        for (int i = 0; i < 100 && await LoopbackServer.ReadMessageAsync(socket) is { } query; i++)
        {
            await socket.SendAsync(Replies.Frame(Replies.To(query)));
        }
    }

    /// <summary>Ends a connection after two answers, as a server does that was restarted between.</summary>
    private static async Task AnswerTwiceAsync(System.Net.Sockets.Socket socket)
    {
        for (int i = 0; i < 2 && await LoopbackServer.ReadMessageAsync(socket) is { } query; i++)
        {
            await socket.SendAsync(Replies.Frame(Replies.To(query)));
        }
    }

    private static Task<DnsResponse> AskAsync(MultiStreamTransport transport) => transport.SendAsync(Replies.Ask()).AsTask();
}
