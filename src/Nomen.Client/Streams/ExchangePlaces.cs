using System.Diagnostics.CodeAnalysis;

namespace Nomen.Client.Streams;

/// <summary>Places for requests under way on one connection, and the queue of those that wait for one. Pure, not thread-safe.</summary>
internal sealed class ExchangePlaces(int maxInFlight, int queueLimit)
{
    private readonly WaitingQueue _waiting = new();
    private int _readers;

    /// <summary>Requests that have a place.</summary>
    public int InFlight { get; private set; }

    /// <summary>Requests that wait for one.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether a place is free.</summary>
    public bool HasRoom => InFlight < maxInFlight;

    /// <summary>Whether there is no request at all, and nobody who reads a transfer.</summary>
    public bool IsEmpty => InFlight == 0 && Waiting == 0 && _readers == 0;

    /// <summary>The request that has waited longest; null when none waits.</summary>
    public StreamExchange? FirstWaiting => _waiting.First;

    /// <summary>Gives a request a place, or one in the queue, or neither.</summary>
    public Admission Enter(StreamExchange exchange)
    {
        if (HasRoom)
        {
            InFlight++;
            return Admission.Send;
        }

        if (Waiting >= queueLimit)
        {
            return Admission.Overloaded;
        }

        exchange.IsWaiting = true;
        _waiting.Add(exchange);
        return Admission.Wait;
    }

    /// <summary>Moves the request that has waited longest to a free place; false when there is none of either.</summary>
    public bool TryPromote([NotNullWhen(true)] out StreamExchange? exchange)
    {
        exchange = HasRoom ? _waiting.First : null;
        if (exchange is null)
        {
            return false;
        }

        _waiting.Remove(exchange);
        exchange.IsWaiting = false;
        InFlight++;
        return true;
    }

    /// <summary>A request ends, wherever it stands.</summary>
    public void Leave(StreamExchange exchange)
    {
        if (exchange.IsWaiting)
        {
            _waiting.Remove(exchange);
        }
        else
        {
            InFlight--;
        }
    }

    /// <summary>A reader of a transfer comes or goes: it holds the connection, also when all has been received.</summary>
    public void HandleReader(bool comes) => _readers += comes ? 1 : -1;

    /// <summary>All requests end.</summary>
    public void Clear()
    {
        InFlight = 0;
        _waiting.Clear();
    }
}
