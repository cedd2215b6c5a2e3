using Nomen.Client.Services;

namespace Nomen.Client.Streams;

/// <summary>Gives requests their message IDs, and keeps those of requests that were given up out of use for a while, lest a late answer meets a new request.</summary>
/// <remarks>Pure, not thread-safe.</remarks>
internal sealed class MessageIds(DnsRandom random, long poisonTime)
{
    /// <summary>IDs out of use at most: a quarter of all. Beyond it the oldest is used again, and the check of the question protects alone.</summary>
    private const int MaxPoisoned = 16_384;

    private readonly ExchangeTable _table = new();
    private readonly Queue<ushort> _poisoned = new();

    /// <summary>The requests that have an ID, in no order that means anything; none may be added or removed meanwhile.</summary>
    public IEnumerable<StreamExchange> Exchanges => _table.Exchanges;

    /// <summary>The request with an ID; null when there is none.</summary>
    public StreamExchange? Find(ushort id) => _table.Find(id);

    /// <summary>Gives a request an ID.</summary>
    public void Add(StreamExchange exchange)
    {
        // Random on streams too: a guess is of no use to somebody who can only add octets (RFC 5452 section 9.2).
        do
        {
            exchange.Id = random.NextUInt16();
        }
        while (_table.Contains(exchange.Id));

        _table.Add(exchange);
    }

    /// <summary>Frees the ID of a request that was answered, or never sent.</summary>
    public void Remove(StreamExchange exchange) => _table.Remove(exchange.Id);

    /// <summary>Keeps the ID of a request that was given up, or of a transfer, out of use.</summary>
    public void Poison(StreamExchange exchange, long now)
    {
        _table.Poison(exchange.Id, new Poison(now + poisonTime, exchange.Request.IsTransfer));
        _poisoned.Enqueue(exchange.Id);
        if (_poisoned.Count > MaxPoisoned)
        {
            Forget(_poisoned.Dequeue());
        }
    }

    /// <summary>Whether a message with this ID is the late answer of a request that was given up.</summary>
    public bool TryForgive(ushort id, long now)
    {
        if (!_table.IsPoisoned(id, out Poison poison))
        {
            return false;
        }

        if (poison.ManyAnswers)
        {
            _table.Poison(id, poison with { Until = now + poisonTime });
        }
        else
        {
            _table.Remove(id);
        }

        return true;
    }

    /// <summary>Lets IDs be used again whose time is over.</summary>
    public void ForgetUntil(long now)
    {
        // All last equally long, so the queue is in the order of their ends; a transfer's that was renewed holds up the rest a little.
        while (_poisoned.TryPeek(out ushort id) && (!_table.IsPoisoned(id, out Poison poison) || poison.Until <= now))
        {
            Forget(_poisoned.Dequeue());
        }
    }

    private void Forget(ushort id)
    {
        if (_table.IsPoisoned(id, out _))
        {
            _table.Remove(id);
        }
    }
}
