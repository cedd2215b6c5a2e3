using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Updates;

/// <summary>The words of one line of an update script; a semicolon begins a comment.</summary>
internal sealed class ScriptWords(string line)
{
    private string _rest = line.TrimStart().StartsWith(';') ? string.Empty : line.Trim();

    /// <summary>Whether no word is left.</summary>
    public bool IsAtEnd => _rest.Length == 0;

    /// <summary>The next word; null when none is left.</summary>
    public string? TryNext()
    {
        if (_rest.Length == 0)
        {
            return null;
        }

        int end = _rest.AsSpan().IndexOfAny(' ', '\t');
        string word = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? string.Empty : _rest[end..].TrimStart();
        return word;
    }

    /// <summary>The next word.</summary>
    /// <exception cref="UsageException">None is left.</exception>
    public string Next(string expected) => TryNext() ?? throw new UsageException($"expected {expected} at the end of the line");

    /// <summary>A name; absolute with or without the final dot.</summary>
    public DomainName NextName() => DomainName.Parse(Next("a name"));

    /// <summary>A type.</summary>
    public DnsType NextType()
    {
        string word = Next("a type");
        return DnsTypeText.TryParse(word, out DnsType type) ? type : throw new UsageException($"'{word}' is no type");
    }

    /// <summary>A number, if one comes next.</summary>
    public uint? TryNextNumber()
    {
        string before = _rest;
        if (TryNext() is { } word && uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return number;
        }

        _rest = before;
        return null;
    }

    /// <summary>Passes over a class, if one comes next: that of the zone holds.</summary>
    public void SkipClass()
    {
        string before = _rest;
        if (TryNext() is not { } word || !DnsTypeText.TryParse(word, out DnsClass _) || DnsTypeText.TryParse(word, out DnsType _))
        {
            _rest = before;
        }
    }

    /// <summary>What is left, as it is: rdata may have blanks and semicolons in quotes.</summary>
    public string Rest()
    {
        string rest = _rest;
        _rest = string.Empty;
        return rest;
    }

    /// <summary>Refuses further words.</summary>
    /// <exception cref="UsageException">There are some.</exception>
    public void ExpectEnd()
    {
        if (_rest.Length > 0 && _rest[0] != ';')
        {
            throw new UsageException($"expected the end of the line, not '{_rest}'");
        }
    }
}
