using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Tls;

/// <summary>The lengths of what is sent (RFC 7830, RFC 8467).</summary>
public sealed class PaddingTests
{
    private readonly TlsWorld _world = new();

    [Theory]
    [InlineData(null, 128)]
    [InlineData(256, 256)]
    [InlineData(0, 44)]
    [Knob(typeof(StreamTransportOptions), nameof(StreamTransportOptions.PaddingBlock))]
    [Rfc(8467, "4.1")]
    public async Task Requests_over_TLS_are_padded_to_a_block(int? block, int expected)
    {
        await using TlsServer server = _world.Server();
        StreamTransportOptions options = block is { } octets ? new StreamTransportOptions { PaddingBlock = octets } : new StreamTransportOptions();

        await _world.AskAsync(server, stream: options);

        Assert.Equal(expected, Assert.Single(server.Sessions[0].Queries).Length);
    }

    [Fact]
    [Rfc(7830, "6")]
    public void Requests_in_clear_text_are_never_padded()
    {
        VirtualStream world = new(VirtualStream.Echo, new StreamTransportOptions { PaddingBlock = 128 });

        VirtualStream.Ended(world.Send());

        Assert.Equal(44, Assert.Single(world.Peer.Queries).Length);
        world.Dispose();
    }

    [Fact]
    public async Task A_request_without_EDNS_is_not_padded()
    {
        await using TlsServer server = _world.Server();
        await using StreamTransport transport = new(_world.Connector(server), services: _world.Services);

        await transport.SendAsync(new DnsRequest(Replies.Ask().Question!.Value) { Edns = null });

        Assert.Equal(29, Assert.Single(server.Sessions[0].Queries).Length);
    }
}
