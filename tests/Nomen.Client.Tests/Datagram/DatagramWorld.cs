using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Datagram;

/// <summary>A transport over a scripted wire, in virtual time on one thread.</summary>
internal sealed class DatagramWorld
{
    public DatagramWorld(DatagramTransportOptions? options = null, ScriptedConnector? wire = null, int? seed = null, Func<TransportServices, TransportServices>? services = null)
    {
        Wire = wire ?? new ScriptedConnector();
        Run = new VirtualRun(seed);
        Transport = new DatagramTransport(Wire, options, services?.Invoke(Run.Services) ?? Run.Services);
    }

    public VirtualRun Run { get; }

    public ScriptedConnector Wire { get; }

    public DatagramTransport Transport { get; }

    /// <summary>Virtual times at which datagrams were sent, in seconds; filled by <see cref="RecordSendTimes"/>.</summary>
    public List<double> SendTimes { get; } = [];

    public static DnsRequest Question { get; } = DnsRequest.Query("www.Example.com", DnsType.A);

    public TimeSpan Now => Run.Time.Elapsed;

    /// <summary>Sends a request and runs until its end.</summary>
    public DnsResponse Ask(DnsRequest? request = null) => Run.Run(async () => await Transport.SendAsync(request ?? Question));

    /// <summary>Sends a request that fails.</summary>
    public DnsTransportException AskInVain(DnsRequest? request = null) => Assert.Throws<DnsTransportException>(() => Ask(request));

    /// <summary>Runs an exchange to its end, as the layer that goes on over TCP does.</summary>
    public DatagramOutcome Exchange(DnsRequest? request = null) => Run.Run(async () => await Transport.ExchangeAsync(request ?? Question, TimeSpan.MaxValue, CancellationToken.None));

    /// <summary>Starts a request and lets everything settle.</summary>
    public Task<DnsResponse> Start(DnsRequest? request = null, CancellationToken cancellationToken = default)
    {
        Task<DnsResponse> task = Run.Scheduler.Start(async () => await Transport.SendAsync(request ?? Question, cancellationToken));
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    /// <summary>A datagram or whatever else happens from outside.</summary>
    public void Deliver(Action action)
    {
        Run.Scheduler.Deliver(action);
        Run.Scheduler.RunUntilIdle();
    }

    /// <summary>Notes the time of every send.</summary>
    public DatagramWorld RecordSendTimes()
    {
        Action<ScriptedConnection, byte[]>? inner = Wire.OnSend;
        Wire.OnSend = (connection, query) =>
        {
            SendTimes.Add(Now.TotalSeconds);
            inner?.Invoke(connection, query);
        };
        return this;
    }
}
