using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Shared sockets, over loopback.</summary>
public sealed class SharedSocketTests
{
    /// <summary>Nothing is sent again and nothing is given up because the machine is slow.</summary>
    private static readonly TransportServices StoppedClock = new() { TimeProvider = new ManualTimeProvider() };

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.SharedSockets))]
    public async Task Requests_share_as_many_ports_as_the_option_says()
    {
        HashSet<int> ports = [];
        using LoopbackResponder server = new((query, from) =>
        {
            ports.Add(((IPEndPoint)from).Port);
            return Replies.To(query);
        });
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 3 }, StoppedClock);

        for (int i = 0; i < 100; i++)
        {
            await transport.SendAsync(DatagramWorld.Question);
        }

        Assert.Equal(3, ports.Count);
    }

    [Fact]
    public async Task Replies_find_their_requests_in_any_order()
    {
        Stack<(byte[] Query, EndPoint From)> held = new();
        LoopbackResponder? responder = null;
        bool isReleasing = false;
        using LoopbackResponder server = responder = new((query, from) =>
        {
            held.Push((query, from));
            while (held.Count == 50 || (held.Count > 0 && isReleasing))
            {
                isReleasing = held.Count > 1;
                (byte[] newest, EndPoint asker) = held.Pop();
                responder!.Send(Replies.To(newest), asker);
            }

            return null;
        });
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1 }, StoppedClock);
        DnsRequest[] requests = [.. Enumerable.Range(0, 50).Select(static i => DnsRequest.Query($"n{i}.example", DnsType.A))];

        DnsResponse[] responses = await Task.WhenAll(requests.Select(async request => await transport.SendAsync(request)));

        Assert.Equal(requests.Select(static request => request.Question), responses.Select(static response => response.Message.Question));
    }

    [Fact]
    public async Task A_wrong_reply_with_the_right_ID_is_dropped_and_the_right_one_still_finds_its_request()
    {
        LoopbackResponder? responder = null;
        using LoopbackResponder server = responder = new((query, from) =>
        {
            responder!.Send(Replies.ToQuestion(query, new DnsQuestion(DomainName.Parse("other.example"), DnsType.A)), from);
            responder.Send([1, 2, 3], from);
            responder.Send(Replies.WithId(query, 1), from);
            return Replies.WithAddress(query, "192.0.2.1");
        });
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1 }, StoppedClock);

        for (int i = 0; i < 100; i++)
        {
            DnsResponse response = await transport.SendAsync(DatagramWorld.Question);
            Assert.Equal("192.0.2.1", Replies.AddressIn(response.Message));
            Assert.Equal(1, response.Attempts);
        }
    }

    [Fact]
    public async Task An_unasked_reply_never_answers_a_later_request()
    {
        LoopbackResponder? responder = null;
        DnsRequest second = DnsRequest.Query("second.example", DnsType.A);
        using LoopbackResponder server = responder = new((query, from) =>
        {
            byte[] truth = Replies.WithAddress(query, "192.0.2.1");
            for (int id = 0; id < 2000; id++)
            {
                byte[] lie = Replies.ToQuestion(query, second.Question!.Value);
                (lie[0], lie[1]) = ((byte)(id >> 8), (byte)id);
                responder!.Send(lie, from);
            }

            return truth;
        });
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1, RandomizeCase = false });
        await transport.SendAsync(DatagramWorld.Question);

        DnsResponse response = await transport.SendAsync(DnsRequest.Query("third.example", DnsType.A));

        Assert.Equal("192.0.2.1", Replies.AddressIn(response.Message));
    }

    [Fact]
    public async Task Requests_that_are_not_sent_keep_no_message_ID()
    {
        using LoopbackResponder server = LoopbackResponder.Echoing();
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1, PayloadSize = 512 }, StoppedClock);
        DnsRequest large = DatagramWorld.Question.With(new EdnsRecord { Options = [new UnknownOption((EdnsOptionCode)65_001, new byte[600])] });

        for (int i = 0; i < 70_000; i++)
        {
            Assert.Equal(DatagramOutcomeKind.TooLarge, (await transport.ExchangeAsync(large, TimeSpan.MaxValue, CancellationToken.None)).Kind);
        }

        Assert.Equal(1, (await transport.SendAsync(DatagramWorld.Question)).Attempts);
    }

    [Fact]
    public async Task Nobody_listening_is_reported_without_waiting()
    {
        IPEndPoint nobody;
        using (LoopbackResponder server = LoopbackResponder.Silent())
        {
            nobody = server.EndPoint;
        }

        await using DatagramTransport transport = new(nobody, new() { SharedSockets = 1 });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DatagramWorld.Question));
        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
    }

    [Fact]
    public async Task Disposing_fails_what_is_under_way()
    {
        using LoopbackResponder server = LoopbackResponder.Silent();
        DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 2 }, StoppedClock);
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, 20).Select(async _ => await transport.SendAsync(DatagramWorld.Question))];

        await transport.DisposeAsync();

        foreach (Task<DnsResponse> task in asking)
        {
            DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => task);
            Assert.Equal(TransportFailure.Disposed, e.Failure);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.CompleteInline))]
    public async Task The_callers_code_runs_on_the_receive_thread_only_when_asked_for(bool inline)
    {
        using ManualResetEventSlim gate = new();
        using LoopbackResponder server = Behind(gate);
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1, CompleteInline = inline }, StoppedClock);

        Task<bool> ran = AfterAnswerAsync(transport, IsOnReceiveThread);
        gate.Set();

        Assert.Equal(inline, await ran);
    }

    [Fact]
    public async Task Code_on_the_receive_thread_may_dispose_the_transport()
    {
        using ManualResetEventSlim gate = new();
        using LoopbackResponder server = Behind(gate);
        DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1, CompleteInline = true }, StoppedClock);

        Task disposing = Task.CompletedTask;
        Task<bool> ran = AfterAnswerAsync(transport, () =>
        {
            disposing = transport.DisposeAsync().AsTask();
            return IsOnReceiveThread();
        });
        gate.Set();

        Assert.True(await ran);
        await disposing;
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DatagramWorld.Question));
        Assert.Equal(TransportFailure.Disposed, e.Failure);
    }

    [Fact]
    public async Task Completions_go_to_the_scheduler_of_the_services()
    {
        using ManualResetEventSlim gate = new();
        using LoopbackResponder server = Behind(gate);
        ConcurrentExclusiveSchedulerPair pair = new();
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = 1 }, new() { Scheduler = pair.ExclusiveScheduler, TimeProvider = new ManualTimeProvider() });

        Task<bool> ran = AfterAnswerAsync(transport, () => TaskScheduler.Current == pair.ExclusiveScheduler);
        gate.Set();

        Assert.True(await ran);
    }

    private static bool IsOnReceiveThread() => Thread.CurrentThread.Name?.StartsWith("nomen udp", StringComparison.Ordinal) == true;

    /// <summary>A server that answers once the gate is open.</summary>
    private static LoopbackResponder Behind(ManualResetEventSlim gate) => new((query, _) =>
    {
        gate.Wait();
        return Replies.To(query);
    });

    /// <summary>Asks, without a context to come back to, and looks right after the answer. When it returns it waits already, so that an answer from then on finds it waiting.</summary>
    private static async Task<bool> AfterAnswerAsync(DatagramTransport transport, Func<bool> look)
    {
        // Holds until the first await only: the caller gets its context back.
        SynchronizationContext.SetSynchronizationContext(null);
        await transport.SendAsync(DatagramWorld.Question);
        return look();
    }
}
