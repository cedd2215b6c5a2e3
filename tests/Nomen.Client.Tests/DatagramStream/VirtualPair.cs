using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>A datagram-and-stream transport over two fakes, in virtual time.</summary>
internal sealed class VirtualPair
{
    public VirtualPair(FakeTransport datagram, FakeTransport? stream = null, DatagramStreamTransportOptions? options = null)
    {
        Datagram = datagram;
        Stream = stream ?? new FakeTransport(Answer);
        Services = new TransportServices { TimeProvider = Run.Time, Scheduler = Run.Scheduler };
        Transport = new DatagramStreamTransport(Datagram, Stream, options, Services);
    }

    public VirtualRun Run { get; } = new();

    public TransportServices Services { get; }

    public FakeTransport Datagram { get; }

    public FakeTransport Stream { get; }

    public DatagramStreamTransport Transport { get; }

    public static DnsResponse Answer(DnsRequest request) => Reply(request);

    public static DnsResponse Reply(DnsRequest request, Rcode rcode = Rcode.NoError, DnsFlags flags = DnsFlags.None, string upstream = "udp://192.0.2.53:53")
    {
        byte[] octets = DnsResponse.For(request, rcode).Message.Octets.ToArray();
        octets[2] |= (byte)((int)flags >> 8);
        return new DnsResponse(DnsMessage.Parse(octets)) { Upstream = upstream, Attempts = 1, Elapsed = TimeSpan.FromMilliseconds(10) };
    }

    /// <summary>A response with an OPT of these options.</summary>
    public static DnsResponse WithEdns(DnsRequest request, Rcode rcode, params EdnsOption[] options)
    {
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(0, request.Opcode, DnsFlags.QR, rcode);
        writer.TryWriteQuestion(request.Question!.Value);
        writer.TryWriteEdns(new EdnsRecord { Options = [.. options] }, 1232, rcode);
        return new DnsResponse(DnsMessage.Parse(writer.Written));
    }

    public static DnsResponse Cut(DnsRequest request) => Reply(request, flags: DnsFlags.TC);

    /// <summary>Never answers, but listens to its token.</summary>
    public static async ValueTask<DnsResponse> Silent(DnsRequest request, CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<DnsResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<DnsResponse>)state!).TrySetCanceled(token), never);
        return await never.Task;
    }

    public static Func<DnsRequest, DnsResponse> Fails(TransportFailure failure) =>
        request => throw new TransportError(failure) { Upstream = "tcp://192.0.2.53:53", Question = request.Question, Attempts = 1 }.ToException();

    public Task<DnsResponse> Send(DnsRequest? request = null, CancellationToken cancellationToken = default)
    {
        Task<DnsResponse> task = Run.Scheduler.Start(async () => await Transport.SendAsync(request ?? Replies.Ask(), cancellationToken));
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    public void Advance(double seconds) => Run.Advance(TimeSpan.FromSeconds(seconds));
}
