namespace Nomen.Testing.Scheduling;

/// <summary>Work that is ready to run: first in, first out, or with a seed in a repeatable shuffled order.</summary>
internal sealed class ReadyQueue(int? seed)
{
    private readonly Queue<Task> _inOrder = new();
    private readonly List<Task> _shuffled = [];
    private readonly Random? _random = seed is { } value ? new Random(value) : null;

    internal int Count => _random is null ? _inOrder.Count : _shuffled.Count;

    internal IEnumerable<Task> Items => _random is null ? _inOrder : _shuffled;

    internal void Add(Task task)
    {
        if (_random is null)
        {
            _inOrder.Enqueue(task);
        }
        else
        {
            _shuffled.Add(task);
        }
    }

    internal bool TryTake(out Task? task)
    {
        if (_random is null)
        {
            return _inOrder.TryDequeue(out task);
        }

        if (_shuffled.Count == 0)
        {
            task = null;
            return false;
        }

        int chosen = _random.Next(_shuffled.Count);
        task = _shuffled[chosen];
        _shuffled[chosen] = _shuffled[^1];
        _shuffled.RemoveAt(_shuffled.Count - 1);
        return true;
    }
}
