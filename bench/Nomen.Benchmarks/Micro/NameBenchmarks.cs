using BenchmarkDotNet.Attributes;
using Nomen.Dns.Names;

namespace Nomen.Benchmarks.Micro;

/// <summary>Names: what every look-up, comparison and printed line costs.</summary>
public class NameBenchmarks
{
    private const string Text = "www.example.com";

    private readonly DomainName _name = DomainName.Parse(Text);
    private readonly DomainName _otherCase = DomainName.Parse("WWW.Example.COM");
    private readonly DomainName _zone = DomainName.Parse("example.com");
    private readonly char[] _buffer = new char[1024];
    private readonly Dictionary<DomainName, int> _table = new(DomainNameComparer.Default);

    public NameBenchmarks()
    {
        for (int i = 0; i < 1000; i++)
        {
            _table.Add(DomainName.Parse($"host{i}.example.com"), i);
        }

        _table.Add(_name, -1);
    }

    [Benchmark(Description = "equals, other case")]
    public bool EqualNames() => _name.Equals(_otherCase);

    [Benchmark(Description = "hash")]
    public int Hash() => _name.GetHashCode();

    [Benchmark(Description = "canonical order")]
    public int Order() => _name.CompareTo(_otherCase);

    [Benchmark(Description = "is at or below")]
    public bool IsAtOrBelow() => _name.IsAtOrBelow(_zone);

    [Benchmark(Description = "look up by wire octets, 1,001 names")]
    public int LookUp() => _table.GetAlternateLookup<ReadOnlySpan<byte>>()[_otherCase.Wire];

    [Benchmark(Description = "parse text")]
    public DomainName Parse() => DomainName.Parse(Text);

    [Benchmark(Description = "print text into a buffer")]
    public int Print() => _name.TryFormat(_buffer, out int written, default, null) ? written : 0;
}
