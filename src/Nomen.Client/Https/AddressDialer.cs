using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Client.Https;

/// <summary>Connects to a server whose addresses are known: in turn, the next one beside the one before when that takes long (RFC 8305 section 5).</summary>
internal sealed class AddressDialer(ImmutableArray<IPAddress> addresses, TimeSpan attemptDelay, TimeProvider time)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>, whose host name is not looked at.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<Socket>> running = [];
        int next = 0;
        Exception? failure = null;
        try
        {
            while (next < addresses.Length || running.Count > 0)
            {
                if (next < addresses.Length)
                {
                    running.Add(ConnectAsync(new IPEndPoint(addresses[next++], context.DnsEndPoint.Port), losers.Token));
                }

                Task<Socket>? ended = await FirstEndedAsync(running, mayStartAnother: next < addresses.Length, losers.Token).ConfigureAwait(false);
                if (ended is null)
                {
                    continue;
                }

                running.Remove(ended);
                if (ended.IsCompletedSuccessfully)
                {
                    return new NetworkStream(await ended.ConfigureAwait(false), ownsSocket: true);
                }

                // The first address failed is what a person should hear of; the others are its substitutes.
                failure ??= ended.Exception?.InnerException ?? new OperationCanceledException(cancellationToken);
            }
        }
        finally
        {
            losers.Cancel();
            foreach (Task<Socket> loser in running)
            {
                await DiscardAsync(loser).ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw failure!;
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The attempt that ended first; null when the time for the next attempt came before.</summary>
    private async Task<Task<Socket>?> FirstEndedAsync(List<Task<Socket>> running, bool mayStartAnother, CancellationToken cancellationToken)
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
        return first as Task<Socket>;
    }

    /// <summary>An attempt that lost may have won a moment later.</summary>
    private static async Task DiscardAsync(Task<Socket> loser)
    {
        await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loser.IsCompletedSuccessfully)
        {
            (await loser.ConfigureAwait(false)).Dispose();
        }
    }
}
