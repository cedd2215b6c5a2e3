using System.Net.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Sockets;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>A peer that misbehaves on real sockets, for one name only: the request for it ends, and another one gets its answer.</summary>
public sealed class MultiStreamHostilePeerTests
{
    /// <summary>What the peer does, and whether the request is answered all the same.</summary>
    public static TheoryData<string, bool> Misdeeds => new()
    {
        { nameof(OctetByOctet), true },
        { nameof(UnknownIdFirst), true },
        { nameof(EmptyFramesFirst), true },
        { nameof(Twice), true },
        { nameof(HalfThenReset), false },
        { nameof(LengthTooLong), false },
        { nameof(LengthTooShort), false },
        { nameof(EndAtOnce), false },
    };

    [Theory]
    [MemberData(nameof(Misdeeds))]
    [Rfc(7766, "7")]
    public async Task Ends_in_an_answer_or_an_error_and_harms_no_other(string misdeed, bool isAnswered)
    {
        await using var server = new LoopbackServer(socket => ServeAsync(socket, misdeed, ends: !isAnswered));
        await using var transport = new MultiStreamTransport(server.EndPoint, services: StoppedClock.Services);

        Task<DnsResponse> bad = transport.SendAsync(Replies.Ask("bad.example.")).AsTask();
        Exception? failure = await Record.ExceptionAsync(() => bad);
        DnsResponse good = await transport.SendAsync(Replies.Ask("good.example."));

        Assert.Equal("good.example.", good.Message.Question!.Value.Name.ToString());
        Assert.Equal(isAnswered, failure is null);
        Assert.True(failure is null or DnsTransportException { Failure: TransportFailure.ConnectionClosed }, $"{failure}");
    }

    private static async Task ServeAsync(Socket socket, string misdeed, bool ends)
    {
        while (await LoopbackServer.ReadMessageAsync(socket) is { } query)
        {
            byte[] frame = Replies.Frame(Replies.To(query));
            if (query[13] != 'b')
            {
                await socket.SendAsync(frame);
                continue;
            }

            await MisbehaveAsync(socket, frame, misdeed);
            if (ends)
            {
                // The caller closes the socket: FIN, or RST when nothing may linger.
                return;
            }
        }
    }

    private static Task MisbehaveAsync(Socket socket, byte[] frame, string misdeed) => misdeed switch
    {
        nameof(OctetByOctet) => OctetByOctet(socket, frame),
        nameof(UnknownIdFirst) => UnknownIdFirst(socket, frame),
        nameof(EmptyFramesFirst) => EmptyFramesFirst(socket, frame),
        nameof(Twice) => Twice(socket, frame),
        nameof(HalfThenReset) => HalfThenReset(socket, frame),
        nameof(LengthTooLong) => LengthTooLong(socket, frame),
        nameof(LengthTooShort) => LengthTooShort(socket, frame),
        _ => EndAtOnce(),
    };

    private static async Task OctetByOctet(Socket socket, byte[] frame)
    {
        socket.NoDelay = true;
        foreach (byte octet in frame)
        {
            await socket.SendAsync(new[] { octet });
        }
    }

    private static async Task UnknownIdFirst(Socket socket, byte[] frame)
    {
        byte[] other = [.. frame];
        other[2] ^= 0xff;
        await socket.SendAsync(other);
        await socket.SendAsync(frame);
    }

    private static async Task EmptyFramesFirst(Socket socket, byte[] frame) => await socket.SendAsync((byte[])[.. new byte[20], .. frame]);

    private static async Task Twice(Socket socket, byte[] frame) => await socket.SendAsync((byte[])[.. frame, .. frame]);

    private static async Task HalfThenReset(Socket socket, byte[] frame)
    {
        await socket.SendAsync(frame.AsMemory(0, frame.Length / 2));
        socket.LingerState = new LingerOption(true, 0);
    }

    private static async Task LengthTooLong(Socket socket, byte[] frame)
    {
        frame[0]++;
        await socket.SendAsync(frame);
    }

    private static async Task LengthTooShort(Socket socket, byte[] frame)
    {
        frame[1]--;
        await socket.SendAsync(frame);
    }

    private static Task EndAtOnce() => Task.CompletedTask;
}
