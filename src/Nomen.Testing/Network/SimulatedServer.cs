using System.Net;
using Nomen.Client.Services;
using Nomen.Client.Sockets;

namespace Nomen.Testing.Network;

/// <summary>A UDP server that exists in virtual time only, with the way to it: latency, loss, reordering. Give it to a <c>DatagramTransport</c> as its connector.</summary>
/// <remarks>Chance and clock are those of the services, so that a run's seed repeats every loss. Thread-safe as far as the responder is.</remarks>
public sealed class SimulatedServer : IDatagramConnector
{
    private readonly TransportServices _services;
    private readonly Func<ReadOnlyMemory<byte>, byte[]?> _respond;
    private SimulatedLink _link;
    private int _sent;
    private int _received;

    /// <summary>Makes a server.</summary>
    /// <param name="server">The address that it has for its clients.</param>
    /// <param name="respond">Makes the reply to a datagram; null for none.</param>
    /// <param name="services">Clock and chance: those of a <c>VirtualRun</c>.</param>
    /// <param name="link">The way to it; null for the defaults.</param>
    public SimulatedServer(IPEndPoint server, Func<ReadOnlyMemory<byte>, byte[]?> respond, TransportServices services, SimulatedLink? link = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(respond);
        ArgumentNullException.ThrowIfNull(services);
        Server = server;
        _respond = respond;
        _services = services;
        _link = link ?? new SimulatedLink();
    }

    /// <inheritdoc/>
    public IPEndPoint Server { get; }

    /// <summary>The way to it; a change holds for datagrams sent from then on.</summary>
    public SimulatedLink Link
    {
        get => Volatile.Read(ref _link);
        set => Volatile.Write(ref _link, value);
    }

    /// <summary>Datagrams that clients sent to it, lost ones included.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Datagrams that reached the server.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <inheritdoc/>
    public IDatagramConnection Connect() => new SimulatedConnection(this);

    /// <summary>Carries a datagram to the server, and its reply back.</summary>
    internal void Carry(byte[] datagram, SimulatedConnection from)
    {
        Interlocked.Increment(ref _sent);
        Travel(() =>
        {
            Interlocked.Increment(ref _received);
            if (_respond(datagram) is { } reply)
            {
                Travel(() => from.Deliver(reply));
            }
        });
    }

    private void Travel(Action arrive)
    {
        SimulatedLink link = Link;
        if (NextShare() < link.Loss)
        {
            return;
        }

        TimeSpan time = link.Latency + (link.Jitter * NextShare());
        ITimer? timer = null;
        timer = _services.TimeProvider.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                arrive();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private double NextShare() => (_services.Random.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
