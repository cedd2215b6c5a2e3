using System.Collections.Concurrent;
using System.Net;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Cli.Tests.Updates;

/// <summary>A server on loopback, made of sockets and nothing else, that notes UPDATE and NOTIFY messages and answers as it is told.</summary>
public sealed class UpdateFixture : IAsyncLifetime
{
    private readonly System.Net.Sockets.TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>Messages that came, other than queries.</summary>
    public ConcurrentQueue<DnsMessage> Received { get; } = new();

    /// <summary>Arguments that make a command ask it.</summary>
    public string Server => $"@tcp://127.0.0.1:{((IPEndPoint)_tcp.LocalEndpoint).Port}";

    /// <summary>A name whose updates are refused.</summary>
    public const string Refused = "refused.example.";

    public Task InitializeAsync()
    {
        _tcp.Start();
        _serving = ServeAsync();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        _tcp.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using System.Net.Sockets.TcpClient client = await _tcp.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        byte[] prefix = new byte[2];
        while (await stream.ReadAtLeastAsync(prefix, 2, throwOnEndOfStream: false, _stop.Token) == 2)
        {
            byte[] octets = new byte[(prefix[0] << 8) | prefix[1]];
            await stream.ReadExactlyAsync(octets, _stop.Token);
            byte[] reply = Answer(DnsMessage.Parse(octets));
            await stream.WriteAsync((byte[])[(byte)(reply.Length >> 8), (byte)reply.Length, .. reply], _stop.Token);
        }
    }

    private byte[] Answer(DnsMessage message)
    {
        DnsMessageWriter writer = new(new byte[512]);
        bool isRefused = message.Question?.Name.ToString() == Refused;
        writer.TryWriteHeader(message.Id, message.Opcode, DnsFlags.QR, isRefused ? Rcode.Refused : Rcode.NoError);
        writer.TryWriteQuestion(message.Question!.Value);
        if (message.Opcode == Opcode.Query)
        {
            writer.TryWriteRecord(DnsSection.Authority, Nomen.Dns.Records.ResourceRecord.Parse("example. 60 IN SOA ns.example. host.example. 1 2 3 4 5"));
        }
        else
        {
            Received.Enqueue(message);
        }

        return writer.Written.ToArray();
    }
}
