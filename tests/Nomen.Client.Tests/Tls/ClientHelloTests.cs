using System.Buffers.Binary;
using System.Net.Sockets;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;

namespace Nomen.Client.Tests.Tls;

/// <summary>What the client's first message offers.</summary>
public sealed class ClientHelloTests
{
    private const int ServerName = 0;
    private const int ClientCertificateType = 19;
    private const int ServerCertificateType = 20;

    private readonly TlsWorld _world = new();

    [Fact]
    [Rfc(8310, "9")]
    public async Task Raw_public_keys_are_not_offered_even_with_pins()
    {
        byte[] hello = [];
        await using LoopbackServer server = new(async socket => hello = await FirstRecordAsync(socket));
        TlsConnectorOptions pinned = _world.Trusting with { Pins = [SpkiPin.Of(_world.Authority.Issue())] };
        await using StreamTransport transport = new(new TlsConnector(server.EndPoint, pinned, _world.Services));

        await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Contains(ServerName, Extensions(hello));
        Assert.DoesNotContain(ServerCertificateType, Extensions(hello));
        Assert.DoesNotContain(ClientCertificateType, Extensions(hello));
    }

    private static async Task<byte[]> FirstRecordAsync(Socket socket)
    {
        await using NetworkStream stream = new(socket);
        byte[] header = new byte[5];
        await stream.ReadExactlyAsync(header);
        byte[] record = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(3))];
        await stream.ReadExactlyAsync(record);
        return record;
    }

    /// <summary>Types of the extensions (RFC 8446 section 4.1.2): behind type and length, version, random, session, suites, compression.</summary>
    private static List<int> Extensions(byte[] hello)
    {
        int at = 4 + 2 + 32;
        at += 1 + hello[at];
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(at));
        at += 1 + hello[at] + 2;
        List<int> types = [];
        while (at < hello.Length)
        {
            types.Add(BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(at)));
            at += 4 + BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(at + 2));
        }

        return types;
    }
}
