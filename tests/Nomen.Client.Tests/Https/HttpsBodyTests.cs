using System.Threading.Channels;
using Nomen.Client.Https;
using Nomen.Dns.Transports;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>Few POSTs at a time are between their heads and their bodies: some servers take a dozen heads without bodies for a flood.</summary>
public sealed class HttpsBodyTests : IDisposable
{
    private const int Places = 8;

    private readonly HeadsFirst _server = new();
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _cancellation = new();

    public HttpsBodyTests() => _client = new HttpClient(_server);

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _cancellation.Dispose();
    }

    [Fact]
    public async Task A_written_body_makes_room_for_the_next_head_before_any_answer()
    {
        await using HttpsTransport transport = Start(DohMethod.Post, 3 * Places);
        Assert.Equal(Places, _server.Arrived.Reader.Count);

        await _server.ReadBodiesAsync(Places);

        Assert.True(await _server.Arrived.Reader.WaitToReadAsync());
        await _server.ReadBodiesAsync(Places);
        await _server.ReadBodiesAsync(Places);
        Assert.Equal(0, _server.Arrived.Reader.Count);
    }

    [Fact]
    public async Task Requests_that_are_given_up_before_their_bodies_make_room()
    {
        await using HttpsTransport transport = Start(DohMethod.Post, Places, _cancellation.Token);
        Task<DnsResponse> next = transport.SendAsync(Replies.Ask()).AsTask();

        _cancellation.Cancel();

        await _server.ReadBodiesAsync(Places + 1);
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task GET_has_no_body_to_wait_for()
    {
        await using HttpsTransport transport = Start(DohMethod.Get, 3 * Places);

        Assert.Equal(3 * Places, _server.Arrived.Reader.Count);
    }

    /// <summary>Nobody looks at the answers: there are none.</summary>
    private HttpsTransport Start(DohMethod method, int requests, CancellationToken cancellationToken = default)
    {
        HttpsTransport transport = new(_client, DohTemplate.Parse(ScriptedDoh.Template), new HttpsTransportOptions { Method = method }, Sockets.StoppedClock.Services);
        for (int i = 0; i < requests; i++)
        {
            _ = transport.SendAsync(Replies.Ask(), cancellationToken).AsTask();
        }

        return transport;
    }

    /// <summary>Takes heads as they come, bodies when told to, and answers nothing.</summary>
    private sealed class HeadsFirst : HttpMessageHandler
    {
        public Channel<HttpContent?> Arrived { get; } = Channel.CreateUnbounded<HttpContent?>();

        public async Task ReadBodiesAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                HttpContent content = (await Arrived.Reader.ReadAsync())!;
                Assert.NotEmpty(await content.ReadAsByteArrayAsync());
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.True(Arrived.Writer.TryWrite(request.Content));
            return await new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(cancellationToken);
        }
    }
}
