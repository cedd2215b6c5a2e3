namespace Nomen.Client.Streams;

/// <summary>Requests that wait for a place, first come, first served. Linked through the requests themselves, so that one that gives up leaves at once.</summary>
internal sealed class WaitingQueue
{
    private StreamExchange? _last;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>The one that has waited longest.</summary>
    public StreamExchange? First { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public void Add(StreamExchange exchange)
    {
        exchange.Previous = _last;
        if (_last is null)
        {
            First = exchange;
        }
        else
        {
            _last.Next = exchange;
        }

        _last = exchange;
        Count++;
    }

    /// <summary>Takes one out, wherever it stands.</summary>
    public void Remove(StreamExchange exchange)
    {
        if (exchange.Previous is { } previous)
        {
            previous.Next = exchange.Next;
        }
        else
        {
            First = exchange.Next;
        }

        if (exchange.Next is { } next)
        {
            next.Previous = exchange.Previous;
        }
        else
        {
            _last = exchange.Previous;
        }

        exchange.Next = null;
        exchange.Previous = null;
        Count--;
    }

    /// <summary>Takes all out.</summary>
    public void Clear()
    {
        while (First is { } exchange)
        {
            Remove(exchange);
        }
    }
}
