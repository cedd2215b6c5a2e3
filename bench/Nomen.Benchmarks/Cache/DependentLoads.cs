namespace Nomen.Benchmarks.Cache;

/// <summary>What memory itself costs here and now: each load's address is the last one's value, at random in 16 MiB.</summary>
internal sealed class DependentLoads
{
    private const int Length = 16 << 20 >> 2;

    private readonly int[] _next = new int[Length];
    private int _at;

    public DependentLoads()
    {
        // One cycle through all places (Sattolo).
        Random random = new(1);
        for (int i = 0; i < Length; i++)
        {
            _next[i] = i;
        }

        for (int i = Length - 1; i > 0; i--)
        {
            int other = random.Next(i);
            (_next[i], _next[other]) = (_next[other], _next[i]);
        }
    }

    public int Follow(int loads)
    {
        int at = _at;
        for (int i = 0; i < loads; i++)
        {
            at = _next[at];
        }

        return _at = at;
    }
}
