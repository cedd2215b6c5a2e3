using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Streams;

/// <summary>A multi-stream transport over a script, in virtual time on one thread.</summary>
internal sealed class VirtualMultiStream
{
    public VirtualMultiStream(Action<ScriptedConnection, byte[]>? onQuery = null, MultiStreamTransportOptions? options = null, int? seed = null, string upstream = "tcp://192.0.2.53:53")
    {
        Run = new VirtualRun(seed);
        Connector = new ScriptedConnector(onQuery) { Upstream = upstream };
        var services = new TransportServices { TimeProvider = Run.Time, Scheduler = Run.Scheduler, Random = DnsRandom.Seeded((ulong)(seed ?? 1)) };
        Transport = new MultiStreamTransport(Connector, options, services);
    }

    public VirtualRun Run { get; }

    public ScriptedConnector Connector { get; }

    public MultiStreamTransport Transport { get; }

    public IReadOnlyList<ScriptedConnection> Peers => Connector.Connections;

    public Task<DnsResponse> Send(string name = "example.com.", CancellationToken cancellationToken = default) =>
        Start(async () => await Transport.SendAsync(Replies.Ask(name), cancellationToken));

    public Task<T> Start<T>(Func<Task<T>> body)
    {
        Task<T> task = Run.Scheduler.Start(body);
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    public void Act(Action action)
    {
        Run.Scheduler.Deliver(action);
        Run.Scheduler.RunUntilIdle();
    }

    public void Advance(double seconds) => Run.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => Run.Run(async () => await Transport.DisposeAsync());
}
