using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Caching.Distributed;

namespace Nomen.Hosting.Tests.Redis;

/// <summary>A distributed cache in Redis: as much of its protocol (RESP2) as GET and SET need, over one connection that is made anew when it broke.</summary>
internal sealed class RespStore(IPEndPoint server) : IDistributedCache, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Channel<string> _written = Channel.CreateUnbounded<string>();
    private TcpClient? _client;

    /// <summary>Waits for the next key to be written.</summary>
    public ValueTask<string> NextWrittenAsync() => _written.Reader.ReadAsync();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        await AskAsync([Encoding.ASCII.GetBytes("GET"), Encoding.ASCII.GetBytes(key)], token);

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        string milliseconds = ((long)options.AbsoluteExpirationRelativeToNow!.Value.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        await AskAsync([Encoding.ASCII.GetBytes("SET"), Encoding.ASCII.GetBytes(key), value, Encoding.ASCII.GetBytes("PX"), Encoding.ASCII.GetBytes(milliseconds)], token);
        _written.Writer.TryWrite(key);
    }

    /// <summary>Milliseconds that the store still keeps a key for.</summary>
    public async Task<long> RemainingAsync(string key) =>
        long.Parse((await AskAsync([Encoding.ASCII.GetBytes("PTTL"), Encoding.ASCII.GetBytes(key)], default))!, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _client?.Dispose();
        _turn.Dispose();
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    private async Task<byte[]?> AskAsync(byte[][] command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_client is null)
            {
                _client = new TcpClient();
                await _client.ConnectAsync(server, cancellationToken);
            }

            NetworkStream stream = _client.GetStream();
            await stream.WriteAsync(Frame(command), cancellationToken);
            return await ReadReplyAsync(stream, cancellationToken);
        }
        catch
        {
            // What is left of the reply would be taken for that of the next command.
            _client?.Dispose();
            _client = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static byte[] Frame(byte[][] command) =>
    [
        .. Encoding.ASCII.GetBytes($"*{command.Length}\r\n"),
        .. command.SelectMany(part => (byte[])[.. Encoding.ASCII.GetBytes($"${part.Length}\r\n"), .. part, .. "\r\n"u8]),
    ];

    private static async Task<byte[]?> ReadReplyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        List<byte> line = [];
        byte[] octet = new byte[1];
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            await stream.ReadExactlyAsync(octet, cancellationToken);
            line.Add(octet[0]);
        }

        string text = Encoding.ASCII.GetString([.. line[1..^2]]);
        switch ((char)line[0])
        {
            case '$' when text == "-1":
                return null;
            case '$':
                byte[] bulk = new byte[int.Parse(text, CultureInfo.InvariantCulture) + 2];
                await stream.ReadExactlyAsync(bulk, cancellationToken);
                return bulk[..^2];
            case '+' or ':':
                return Encoding.ASCII.GetBytes(text);
            default:
                throw new IOException(text);
        }
    }
}
