using System.Net;
using Nomen.Client.Sockets;
using Nomen.Testing.Network;
using Nomen.Testing.Scheduling;

namespace Nomen.Testing.Tests.Network;

/// <summary>A UDP server in virtual time: latency, loss, reordering.</summary>
public sealed class SimulatedServerTests
{
    private static readonly IPEndPoint Address = new(IPAddress.Parse("192.0.2.1"), 53);

    [Fact]
    public void A_reply_comes_after_the_way_there_and_back()
    {
        VirtualRun run = new();
        SimulatedServer server = Echo(run, new() { Latency = TimeSpan.FromMilliseconds(15) });

        Assert.Equal([1, 2, 3], run.Run(() => AskAsync(server, [1, 2, 3])));
        Assert.Equal((30, 1, 1), (run.Time.Elapsed.TotalMilliseconds, server.Sent, server.Received));
    }

    [Theory]
    [InlineData(0.0, 1_000, 1_000)]
    [InlineData(0.3, 640, 760)]
    [InlineData(1.0, 0, 0)]
    public void A_share_of_datagrams_gets_lost(double loss, int least, int most)
    {
        VirtualRun run = new(seed: 1);
        SimulatedServer server = Echo(run, new() { Loss = loss });
        using IDatagramConnection connection = server.Connect();

        for (int i = 0; i < 1_000; i++)
        {
            connection.Send([1]);
        }

        run.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(server.Received, least, most);
    }

    [Fact]
    public void With_jitter_datagrams_overtake_each_other_the_same_way_for_the_same_seed()
    {
        byte[] first = Order(seed: 7);

        Assert.Equal(first, Order(seed: 7));
        Assert.NotEqual(first, first.Order());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)i), first.Order());
    }

    [Fact]
    public void Disposing_a_connection_ends_its_wait()
    {
        VirtualRun run = new();
        IDatagramConnection connection = Echo(run, new()).Connect();
        Task<int> receiving = run.Scheduler.Start(async () => await connection.ReceiveAsync(new byte[10]));
        run.Scheduler.RunUntilIdle();

        run.Scheduler.Deliver(connection.Dispose);
        run.Scheduler.RunUntilIdle();

        Assert.True(receiving.IsCompletedSuccessfully);
    }

    [Fact]
    public void Links_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedLink { Loss = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedLink { Latency = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedLink { Jitter = TimeSpan.FromHours(2) });
    }

    private static SimulatedServer Echo(VirtualRun run, SimulatedLink link) => new(Address, static datagram => datagram.ToArray(), run.Services, link);

    private static async Task<byte[]> AskAsync(SimulatedServer server, byte[] datagram)
    {
        using IDatagramConnection connection = server.Connect();
        connection.Send(datagram);
        byte[] buffer = new byte[10];
        return buffer[..await connection.ReceiveAsync(buffer)];
    }

    private static byte[] Order(int seed)
    {
        VirtualRun run = new(seed);
        SimulatedServer server = Echo(run, new() { Jitter = TimeSpan.FromMilliseconds(50) });
        return run.Run(async () =>
        {
            using IDatagramConnection connection = server.Connect();
            byte[] received = new byte[20];
            for (byte i = 0; i < received.Length; i++)
            {
                connection.Send([i]);
            }

            for (int i = 0; i < received.Length; i++)
            {
                await connection.ReceiveAsync(received.AsMemory(i, 1));
            }

            return received;
        });
    }
}
