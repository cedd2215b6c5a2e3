namespace Nomen.Benchmarks.Cache;

/// <summary>Ranks drawn as names are asked for: the n-th most popular 1/n times as often as the first.</summary>
internal sealed class ZipfSequence
{
    private readonly double[] _cumulative;
    private readonly Random _random;

    public ZipfSequence(int count, int seed)
    {
        _random = new Random(seed);
        _cumulative = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += 1.0 / (i + 1);
            _cumulative[i] = sum;
        }
    }

    /// <summary>A rank from 0.</summary>
    public int Next()
    {
        int index = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return Math.Min(index < 0 ? ~index : index, _cumulative.Length - 1);
    }

    /// <summary>True for one draw in so many.</summary>
    public bool OneIn(int draws) => _random.Next(draws) == 0;
}
