using Nomen.Client.Tests.DatagramStream;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Selection;

/// <summary>A transport in virtual time: answers after a delay, fails after one, or keeps silent; and knows what it was asked.</summary>
internal sealed class FakeUpstream(TimeProvider time, string server) : IDnsTransport
{
    public List<(TimeSpan At, DnsRequest Request)> Requests { get; } = [];

    public int Cancelled { get; private set; }

    public bool IsDisposed { get; private set; }

    public string Server => server;

    /// <summary>Time to the response or failure; null for silence.</summary>
    public TimeSpan? Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    public Rcode Rcode { get; set; }

    /// <summary>What to throw instead of a response.</summary>
    public Func<DnsRequest, Exception>? Fails { get; set; }

    /// <summary>Whether cancelling is ignored.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Requests under way, and the most there ever were.</summary>
    public int Outstanding { get; private set; }

    /// <inheritdoc cref="Outstanding"/>
    public int MostOutstanding { get; private set; }

    public static Func<DnsRequest, Exception> With(TransportFailure failure, int attempts = 0) =>
        request => new TransportError(failure) { Question = request.Question, Attempts = attempts }.ToException();

    public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add((TimeSpan.FromTicks(time.GetTimestamp()), request));
        MostOutstanding = Math.Max(MostOutstanding, ++Outstanding);
        try
        {
            await WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
        }
        finally
        {
            Outstanding--;
        }

        return Fails is not null ? throw Fails(request) : VirtualPair.Reply(request, Rcode, upstream: server);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (Delay is { } delay ? Task.Delay(delay, time, cancellationToken) : Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            Cancelled++;
            throw;
        }
    }
}
