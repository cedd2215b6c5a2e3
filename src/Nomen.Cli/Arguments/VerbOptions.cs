using System.Globalization;

namespace Nomen.Cli.Arguments;

/// <summary>Takes the <c>--options</c> that only one verb has out of its words; what is left is dig's grammar.</summary>
internal sealed class VerbOptions(IEnumerable<string> words)
{
    private readonly List<string> _words = [.. words];

    /// <summary>The words that no option has taken.</summary>
    public IReadOnlyList<string> Rest => _words;

    /// <summary>Whether a switch such as <c>--ttl</c> is there.</summary>
    public bool TakeSwitch(string name) => _words.RemoveAll(word => word == "--" + name) > 0;

    /// <summary>The value of <c>--name=value</c> or <c>--name value</c>, the last one if there are several; null when it is not there.</summary>
    /// <exception cref="UsageException">The option has no value.</exception>
    public string? TakeValue(string name)
    {
        string? value = null;
        for (int i = 0; i < _words.Count;)
        {
            if (_words[i].StartsWith($"--{name}=", StringComparison.Ordinal))
            {
                value = _words[i][(name.Length + 3)..];
                _words.RemoveAt(i);
            }
            else if (_words[i] == "--" + name)
            {
                value = i + 1 < _words.Count ? _words[i + 1] : throw new UsageException($"option '--{name}' needs a value");
                _words.RemoveRange(i, 2);
            }
            else
            {
                i++;
            }
        }

        return value;
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    public int TakeNumber(string name, int least, int most, int otherwise)
    {
        string? text = TakeValue(name);
        return text is null ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value
            : throw new UsageException($"option '--{name}' takes a number from {least} to {most}, not '{text}'");
    }
}
