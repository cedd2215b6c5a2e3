using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Tls;

/// <summary>One direction of a connection in memory. A reader that waits goes on when the network says that something arrived, never inside the write.</summary>
/// <remarks>
/// The system's stream of TLS asks for no scheduler, so what completes its read must run outside all work items: there its continuations
/// go on at once, on the run's thread. Inside one they would go to the thread pool.
/// </remarks>
/// <param name="network">Delivers.</param>
/// <param name="readLimit">Most octets that one read gives.</param>
internal sealed class OctetPipe(ScriptedNetwork network, int readLimit)
{
    private readonly Queue<byte> _octets = new();
    private TaskCompletionSource<int>? _waiting;
    private Memory<byte> _buffer;
    private bool _hasEnded;

    /// <summary>Reads what there is, at least one octet; 0 when the other side has ended.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (_octets.Count > 0 || _hasEnded)
        {
            return ValueTask.FromResult(Take(buffer));
        }

        _buffer = buffer;
        _waiting = new TaskCompletionSource<int>();
        return new ValueTask<int>(_waiting.Task);
    }

    /// <summary>Writes; what comes after the end is lost.</summary>
    public void Write(ReadOnlySpan<byte> octets)
    {
        foreach (byte octet in octets)
        {
            _octets.Enqueue(octet);
        }

        network.Post(Wake);
    }

    /// <summary>No more comes.</summary>
    public void End()
    {
        _hasEnded = true;
        network.Post(Wake);
    }

    private void Wake()
    {
        if (_waiting is { } waiting && (_octets.Count > 0 || _hasEnded))
        {
            _waiting = null;
            waiting.SetResult(Take(_buffer));
        }
    }

    private int Take(Memory<byte> buffer)
    {
        int count = Math.Min(Math.Min(_octets.Count, buffer.Length), readLimit);
        for (int i = 0; i < count; i++)
        {
            buffer.Span[i] = _octets.Dequeue();
        }

        return count;
    }
}
