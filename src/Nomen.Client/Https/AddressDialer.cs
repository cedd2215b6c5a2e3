using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Https;

/// <summary>Connects to a server whose addresses are known: in turn, the next one beside the one before when that takes long (RFC 8305 section 5).</summary>
internal sealed class AddressDialer(ImmutableArray<IPAddress> addresses, TimeSpan attemptDelay, TimeProvider time, Func<IPEndPoint, CancellationToken, Task<Stream>> connect)
{
    /// <summary>With sockets of the system.</summary>
    public AddressDialer(ImmutableArray<IPAddress> addresses, TimeSpan attemptDelay, TimeProvider time)
        : this(addresses, attemptDelay, time, ConnectSocketAsync)
    {
    }

    /// <summary>Connects to one of the addresses.</summary>
    /// <param name="port">The port, the same for all.</param>
    /// <param name="cancellationToken">Gives up, and leaves no socket behind.</param>
    public async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<Stream>> running = [];
        int next = 0;
        Exception? failure = null;
        try
        {
            while (next < addresses.Length || running.Count > 0)
            {
                if (next < addresses.Length)
                {
                    running.Add(connect(new IPEndPoint(addresses[next++], port), losers.Token));
                }

                Task<Stream>? ended = await FirstEndedAsync(running, mayStartAnother: next < addresses.Length, losers.Token).ConfigureAwait(false);
                if (ended is null)
                {
                    continue;
                }

                running.Remove(ended);
                if (ended.IsCompletedSuccessfully)
                {
                    return await ended.ConfigureAwait(false);
                }

                // The first address failed is what a person should hear of; the others are its substitutes.
                failure ??= ended.Exception?.InnerException ?? new OperationCanceledException(cancellationToken);
            }
        }
        finally
        {
            losers.Cancel();
            foreach (Task<Stream> loser in running)
            {
                await DiscardAsync(loser).ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw failure!;
    }

    private static async Task<Stream> ConnectSocketAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The attempt that ended first; null when the time for the next attempt came before.</summary>
    private async Task<Task<Stream>?> FirstEndedAsync(List<Task<Stream>> running, bool mayStartAnother, CancellationToken cancellationToken)
    {
        if (!mayStartAnother)
        {
            return await Task.WhenAny(running).ConfigureAwait(false);
        }

        var delayed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(attemptDelay, time, delayed.Token);
        Task first = await Task.WhenAny([delay, .. running]).ConfigureAwait(false);
        delayed.Cancel();
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        delayed.Dispose();
        return first as Task<Stream>;
    }

    /// <summary>An attempt that lost may have won a moment later.</summary>
    private static async Task DiscardAsync(Task<Stream> loser)
    {
        await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loser.IsCompletedSuccessfully)
        {
            await (await loser.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}
