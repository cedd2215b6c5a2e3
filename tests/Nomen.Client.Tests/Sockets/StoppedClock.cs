using Nomen.Client.Services;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Sockets;

/// <summary>A clock that stands still, for tests over loopback sockets, which lose nothing: a busy machine is no reason for a time-out or a second send.</summary>
internal static class StoppedClock
{
    public static TransportServices Services => new() { TimeProvider = new ManualTimeProvider() };
}
