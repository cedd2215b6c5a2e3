using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>A transfer on its own connection; disposing it ends both and gives its place back.</summary>
internal sealed class RunningTransfer(StreamTransport connection, IAsyncEnumerator<DnsResponse> responses, ConnectionPool pool, TransferPlaces places) : IAsyncDisposable
{
    /// <summary>The responses; it stands at the first when <see cref="HasFirst"/>.</summary>
    public IAsyncEnumerator<DnsResponse> Responses => responses;

    /// <summary>Whether there is a first response.</summary>
    public bool HasFirst { get; private set; }

    /// <summary>Waits for the first response.</summary>
    public async ValueTask StartAsync() => HasFirst = await responses.MoveNextAsync();

    /// <summary>Ends the connection, and keeps the place for another.</summary>
    public async ValueTask DropConnectionAsync()
    {
        await responses.DisposeAsync();
        await connection.DisposeAsync();
        pool.HandleTransferEnded(connection);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DropConnectionAsync();
        places.Leave();
    }
}
