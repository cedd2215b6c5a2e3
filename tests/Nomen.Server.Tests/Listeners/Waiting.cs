using System.Globalization;
using System.Net;
using Nomen.Testing.Time;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Waits for what other threads do, without sleeping.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Completes when at least so many timers are armed.</summary>
    internal static Task ArmedAsync(this ManualTimeProvider time, int count) => UntilAsync(() => time.ActiveTimerCount >= count);

    /// <summary>Completes when the condition holds; fails after 30 s.</summary>
    internal static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The condition never held.");
            await Task.Yield();
        }
    }

    /// <summary>How many UDP sockets of this machine are bound to an IPv4 address and port.</summary>
    internal static int UdpSocketsAt(IPEndPoint endPoint) => UdpSockets(endPoint).Count();

    /// <summary>How many datagrams to an IPv4 address and port found the buffer full.</summary>
    internal static int UdpDropsAt(IPEndPoint endPoint) => UdpSockets(endPoint).Sum(static line => int.Parse(line.TrimEnd().Split(' ')[^1], CultureInfo.InvariantCulture));

    private static IEnumerable<string> UdpSockets(IPEndPoint endPoint)
    {
        uint address = BitConverter.ToUInt32(endPoint.Address.GetAddressBytes());
        string bound = string.Create(CultureInfo.InvariantCulture, $"{address:X8}:{endPoint.Port:X4}");
        return File.ReadLines("/proc/net/udp").Where(line => line.Contains($" {bound} ", StringComparison.Ordinal));
    }
}
