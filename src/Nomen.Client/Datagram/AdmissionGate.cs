using Nomen.Dns.Errors;

namespace Nomen.Client.Datagram;

/// <summary>Lets so many queries run at once; further ones wait in the order of arrival. Thread-safe.</summary>
internal sealed class AdmissionGate(int slots, int maxQueued)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<DatagramQuery> _queue = [];
    private int _free = slots;

    /// <summary>Admits a query, queues it, or fails it as overloaded.</summary>
    public void Enter(DatagramQuery query)
    {
        bool admitted;
        bool overloaded = false;
        lock (_lock)
        {
            admitted = _free > 0;
            if (admitted)
            {
                _free--;
                query.HoldsSlot = true;
            }
            else if (_queue.Count < maxQueued)
            {
                _queue.AddLast(query.QueueNode);
            }
            else
            {
                overloaded = true;
            }
        }

        if (admitted)
        {
            query.HandleAdmitted();
        }
        else if (overloaded)
        {
            query.Fail(TransportFailure.Overloaded);
        }
    }

    /// <summary>Takes a query out of the queue, or gives its slot to the next.</summary>
    public void Leave(DatagramQuery query)
    {
        DatagramQuery? next;
        lock (_lock)
        {
            if (!query.HoldsSlot)
            {
                // Absent from the queue when it was overloaded.
                if (query.QueueNode.List is not null)
                {
                    _queue.Remove(query.QueueNode);
                }

                return;
            }

            query.HoldsSlot = false;
            next = _queue.First?.Value;
            if (next is null)
            {
                _free++;
            }
            else
            {
                // The slot is handed over here, so that a newcomer cannot overtake; a query that ended meanwhile gives it on when it leaves.
                _queue.RemoveFirst();
                next.HoldsSlot = true;
            }
        }

        next?.HandleAdmitted();
    }
}
