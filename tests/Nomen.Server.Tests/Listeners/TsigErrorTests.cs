using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;
using Nomen.Server.Tests.Zones;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Listeners;

/// <summary>A server that knows no keys.</summary>
public sealed class TsigErrorTests : IAsyncLifetime
{
    private const ulong Now = 1_781_524_800;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(new ZoneTransport(ZoneText.Zone("example.", "@ SOA ns admin 1 1 1 1 1\n@ NS ns")));

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    [Rfc(8945, "5.2.1")]
    public async Task A_signed_query_is_answered_BADKEY_without_a_MAC()
    {
        using UdpClientSocket client = new(_server.EndPoint);
        using TsigKey key = TsigKey.Parse("hmac-sha256:key.example:AAECAwQFBgcICQoLDA0ODw==");
        TsigClientSession session = new(key);

        await client.SendAsync(Sign(session));
        DnsMessage response = await client.ReceiveAsync();

        Assert.Equal(Rcode.NotAuth, response.Rcode);
        Assert.Equal(new TsigVerdict(TsigStatus.UnprovenPeerError, Rcode.BadKey), session.Verify(response.View, Now, isLast: true));
    }

    private static byte[] Sign(TsigClientSession session)
    {
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(1, Opcode.Query, 0);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse("example."), DnsType.SOA));
        Assert.True(session.TrySign(ref writer, Now));
        return writer.Written.ToArray();
    }
}
