namespace Nomen.Benchmarks.Cache;

/// <summary>What the cache is compared with: a bounded number of keys, the one not used for longest goes.</summary>
internal sealed class PlainLru(int capacity)
{
    private readonly Dictionary<long, LinkedListNode<long>> _nodes = [];
    private readonly LinkedList<long> _order = [];

    /// <summary>Whether the key was there; it is afterwards.</summary>
    public bool Use(long key)
    {
        if (_nodes.TryGetValue(key, out LinkedListNode<long>? node))
        {
            _order.Remove(node);
            _order.AddFirst(node);
            return true;
        }

        if (_nodes.Count == capacity)
        {
            _nodes.Remove(_order.Last!.Value);
            _order.RemoveLast();
        }

        _nodes.Add(key, _order.AddFirst(key));
        return false;
    }
}
