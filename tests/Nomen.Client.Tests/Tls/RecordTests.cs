using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Tls;

/// <summary>How messages lie in TLS records: NSD 4.6 answers one message of a record, and the others when something more arrives.</summary>
public sealed class RecordTests
{
    private readonly TlsWorld _world = new();

    [Fact]
    [Rfc(7858, "3.3")]
    public async Task Each_message_of_a_write_has_a_record_of_its_own_and_all_go_in_one_piece()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        RecordingConnector recorder = new(new TcpConnector((IPEndPoint)listener.LocalEndPoint!));
        Task<SslStream> accepting = AcceptAsync(listener, _world.Authority.Issue());
        await using IStreamConnection connection = await new TlsConnector(recorder, _world.Trusting, _world.Services).ConnectAsync();
        await using SslStream server = await accepting;
        recorder.Writes.Clear();

        await connection.WriteAsync(new byte[] { 0, 3, 1, 2, 3, 0, 1, 9, 0, 2, 7, 7 });
        await connection.WriteAsync(new byte[] { 0, 1, 5 });

        Assert.Equal([3, 1], recorder.Writes.Select(CountRecords));
        byte[] received = new byte[15];
        await server.ReadExactlyAsync(received);
        Assert.Equal([0, 3, 1, 2, 3, 0, 1, 9, 0, 2, 7, 7, 0, 1, 5], received);
    }

    private static int CountRecords(byte[] octets)
    {
        const int HeaderLength = 5;
        int count = 0;
        for (int at = 0; at < octets.Length; at += HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(at + 3)))
        {
            count++;
        }

        return count;
    }

    private static async Task<SslStream> AcceptAsync(Socket listener, X509Certificate2 certificate)
    {
        SslStream stream = new(new NetworkStream(await listener.AcceptAsync(), ownsSocket: true));
        await stream.AuthenticateAsServerAsync(certificate);
        return stream;
    }

    private sealed class RecordingConnector(IStreamConnector inner) : IStreamConnector
    {
        public List<byte[]> Writes { get; } = [];

        public string Upstream => inner.Upstream;

        public DnsProtocol Protocol => inner.Protocol;

        public async ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
            new Recording(await inner.ConnectAsync(cancellationToken), Writes);
    }

    private sealed class Recording(IStreamConnection inner, List<byte[]> writes) : IStreamConnection
    {
        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
        {
            writes.Add(octets.ToArray());
            return inner.WriteAsync(octets, cancellationToken);
        }

        public ValueTask ShutdownAsync(CancellationToken cancellationToken = default) => inner.ShutdownAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
