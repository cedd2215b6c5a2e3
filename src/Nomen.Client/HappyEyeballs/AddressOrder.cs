using System.Net.Sockets;

namespace Nomen.Client.HappyEyeballs;

/// <summary>In which order the addresses of one upstream are tried: families in turn (RFC 8305 section 4), the one that worked last first.</summary>
/// <remarks>Pure: no clock, times are timestamps that the caller gives. Not thread-safe: the caller holds its lock.</remarks>
/// <param name="families">Family of each address, in the caller's order of preference.</param>
/// <param name="memory">How long the last success counts, in ticks of the clock.</param>
internal sealed class AddressOrder(IReadOnlyList<AddressFamily> families, long memory)
{
    private int? _worked;
    private long _until;

    /// <summary>The addresses by their index, first to last.</summary>
    public int[] At(long now)
    {
        int first = _worked is { } worked && now < _until ? worked : 0;
        List<Queue<int>> turns =
        [
            .. Enumerable.Range(0, families.Count)
                .OrderBy(index => index != first)
                .GroupBy(index => families[index])
                .Select(family => new Queue<int>(family)),
        ];
        int[] order = new int[families.Count];
        for (int i = 0; i < order.Length;)
        {
            foreach (Queue<int> family in turns)
            {
                if (family.TryDequeue(out int index))
                {
                    order[i++] = index;
                }
            }
        }

        return order;
    }

    /// <summary>This address took a connection.</summary>
    public void HandleWorked(int index, long now)
    {
        _worked = index;
        _until = now + memory;
    }

    /// <summary>This one did not.</summary>
    public void HandleFailed(int index) => _worked = _worked == index ? null : _worked;
}
