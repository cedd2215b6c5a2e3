namespace Nomen.Client.Datagram;

/// <summary>Queries that are done, kept for the next request. Thread-safe.</summary>
internal sealed class QueryPool(Func<DatagramQuery> create, int capacity)
{
    private readonly Lock _lock = new();
    private readonly Stack<DatagramQuery> _idle = [];

    /// <summary>Takes one, or makes one.</summary>
    public DatagramQuery Rent()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out DatagramQuery? query))
            {
                return query;
            }
        }

        return create();
    }

    /// <summary>Keeps one that nobody refers to any more.</summary>
    public void Return(DatagramQuery query)
    {
        lock (_lock)
        {
            if (_idle.Count < capacity)
            {
                _idle.Push(query);
            }
        }
    }
}
