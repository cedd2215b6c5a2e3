using Nomen.Client.HappyEyeballs;
using Nomen.Client.Sockets;
using Nomen.Client.Tests.Streams;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.HappyEyeballs;

/// <summary>A connector over scripted addresses, in virtual time on one thread. Addresses hold until told what to do.</summary>
internal sealed class VirtualRace
{
    public VirtualRace(string[] upstreams, HappyEyeballsConnectorOptions? options = null, int? seed = null)
    {
        Run = new VirtualRun(seed);
        Addresses = [.. upstreams.Select(upstream => new ScriptedConnector { Upstream = upstream })];
        Connector = new HappyEyeballsConnector(Addresses, options, Run.Services);
        foreach (ScriptedConnector address in Addresses)
        {
            address.Hold();
        }
    }

    public static string[] TwoFamilies => ["tcp://[2001:db8::1]:53", "tcp://192.0.2.1:53"];

    public VirtualRun Run { get; }

    public ScriptedConnector[] Addresses { get; }

    public HappyEyeballsConnector Connector { get; }

    /// <summary>How often each address was asked so far.</summary>
    public IEnumerable<int> Attempts => Addresses.Select(address => address.Attempts);

    public Task<IStreamConnection> Connect(CancellationToken cancellationToken = default)
    {
        Task<IStreamConnection> task = Run.Scheduler.Start(async () => await Connector.ConnectAsync(cancellationToken));
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    public void Act(Action action)
    {
        Run.Scheduler.Deliver(action);
        Run.Scheduler.RunUntilIdle();
    }

    public void Advance(double milliseconds) => Run.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>The address takes the connection it was asked for.</summary>
    public void Accept(int address) => Act(Addresses[address].Release);

    /// <summary>The address refuses it.</summary>
    public void Refuse(int address, Exception failure) => Act(() =>
    {
        Addresses[address].Failure = failure;
        Addresses[address].Release();
    });
}
