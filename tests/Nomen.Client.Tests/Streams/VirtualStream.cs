using System.Diagnostics.CodeAnalysis;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Streams;

/// <summary>A stream transport over a script, in virtual time on one thread.</summary>
internal sealed class VirtualStream
{
    public VirtualStream(Action<ScriptedConnection, byte[]>? onQuery = null, StreamTransportOptions? options = null, int? seed = null, string upstream = "tcp://192.0.2.53:53")
    {
        Run = new VirtualRun(seed);
        Connector = new ScriptedConnector(onQuery) { Upstream = upstream };
        Services = new TransportServices { TimeProvider = Run.Time, Scheduler = Run.Scheduler, Random = DnsRandom.Seeded((ulong)(seed ?? 1)) };
        Transport = new StreamTransport(Connector, options, Services);
    }

    public VirtualRun Run { get; }

    public ScriptedConnector Connector { get; }

    public ScriptedConnection Peer => Connector.Last;

    public TransportServices Services { get; }

    public StreamTransport Transport { get; }

    public double Seconds => Run.Time.Elapsed.TotalSeconds;

    /// <summary>Answers every query at once.</summary>
    public static void Echo(ScriptedConnection peer, byte[] query) => peer.Reply(Replies.To(query));

    /// <summary>Starts a request and lets everything settle; the task may still wait.</summary>
    public Task<DnsResponse> Send(string name = "example.com.", CancellationToken cancellationToken = default) => Send(Replies.Ask(name), cancellationToken);

    public Task<DnsResponse> Send(DnsRequest request, CancellationToken cancellationToken = default) => Start(async () => await Transport.SendAsync(request, cancellationToken));

    /// <summary>Starts something and lets everything settle.</summary>
    public Task<T> Start<T>(Func<Task<T>> body)
    {
        Task<T> task = Run.Scheduler.Start(body);
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    /// <summary>What the peer does, as an event from outside.</summary>
    public void Act(Action action)
    {
        Run.Scheduler.Deliver(action);
        Run.Scheduler.RunUntilIdle();
    }

    public void Advance(double seconds) => Run.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Replies to the query with this index.</summary>
    public void ReplyTo(int query) => Act(() => Peer.Reply(Replies.To(Peer.Queries[query])));

    public void Dispose() => Run.Run(async () => await Transport.DisposeAsync());

    /// <summary>The result of a task that has ended.</summary>
    [SuppressMessage("Usage", "VSTHRD002", Justification = "Nothing blocks: the task is complete.")]
    public static T Ended<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "The request still waits.");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>The error of a task that has ended with one.</summary>
    public static DnsTransportException Failed(Task task)
    {
        Assert.True(task.IsCompleted, "The request still waits.");
        return Assert.IsType<DnsTransportException>(task.Exception?.InnerException);
    }
}
