using System.Net;
using Nomen.Client.Quic;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Quic;

/// <summary>A transport over a fake server, and a clock that stands still.</summary>
internal sealed class QuicWorld
{
    public QuicWorld(Action<FakeQuicServer.Lane, byte[]>? script = null, QuicTransportOptions? options = null)
    {
        options ??= new();
        Server = new FakeQuicServer(script ?? Answer);
        Transport = new QuicTransport(new QuicHop(Server, options), IPEndPoint.Parse("192.0.2.1:853"), options, new TransportServices { TimeProvider = Time });
    }

    public FakeQuicServer Server { get; }

    public ManualTimeProvider Time { get; } = new();

    public QuicTransport Transport { get; }

    public static void Answer(FakeQuicServer.Lane lane, byte[] request)
    {
        lane.Send(Replies.Frame(Replies.To(request.AsSpan(2))));
        lane.End();
    }

    public Task<DnsResponse> AskAsync(DnsRequest? request = null, CancellationToken cancellationToken = default) =>
        Transport.SendAsync(request ?? Replies.Ask(), cancellationToken).AsTask();

    public async Task<DnsTransportException> FailAsync(DnsRequest? request = null) =>
        await Assert.ThrowsAsync<DnsTransportException>(() => AskAsync(request));

    public async Task<List<DnsResponse>> TransferAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        List<DnsResponse> responses = [];
        await foreach (DnsResponse response in Transport.SendStreamingAsync(request, cancellationToken))
        {
            responses.Add(response);
        }

        return responses;
    }
}
