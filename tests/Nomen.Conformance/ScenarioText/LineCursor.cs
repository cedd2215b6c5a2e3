using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Walks the lines of a scenario file; empty lines and comment lines are passed over.</summary>
internal sealed class LineCursor
{
    private readonly string[] _lines;
    private readonly bool _quotesCount;
    private int _next;

    /// <summary>Starts before the first line.</summary>
    /// <param name="text">The file.</param>
    /// <param name="quotesCount">Whether a semicolon within quotes is no comment.</param>
    public LineCursor(string text, bool quotesCount)
    {
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        _quotesCount = quotesCount;
    }

    /// <summary>Number of the current line, from 1.</summary>
    public int Number => _next;

    /// <summary>The current line without comment, trimmed.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>First word of the current line, a semicolon stuck to its end removed.</summary>
    public string Keyword { get; private set; } = string.Empty;

    /// <summary>What follows the keyword.</summary>
    public string Rest { get; private set; } = string.Empty;

    /// <summary>What follows the keyword, in words.</summary>
    public string[] Words => Rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Moves to the next line with something on it.</summary>
    public bool TryMove()
    {
        while (_next < _lines.Length)
        {
            string text = Cut(_lines[_next++]);
            if (text.Length > 0)
            {
                SetCurrent(text);
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the next line with something on it; its end is an error.</summary>
    public void Move(string missing)
    {
        if (!TryMove())
        {
            throw Error($"the file ends without {missing}");
        }
    }

    /// <summary>Stays on the current line for the next <see cref="TryMove"/>.</summary>
    public void StepBack() => _next--;

    /// <summary>Reads the next line as it is, comments included.</summary>
    public string MoveRaw(string missing) => _next < _lines.Length ? _lines[_next++].TrimEnd() : throw Error($"the file ends without {missing}");

    /// <summary>An error at the current line.</summary>
    public ScenarioException Error(string message, Exception? inner = null) => new(_next, message, inner);

    /// <summary>The line up to a comment, trimmed.</summary>
    public string Cut(string line)
    {
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted && _quotesCount;
            }
            else if (line[i] == ';' && !quoted)
            {
                return line[..i].Trim();
            }
        }

        return line.Trim();
    }

    private void SetCurrent(string text)
    {
        int blank = text.AsSpan().IndexOfAny(' ', '\t');
        Text = text;
        Keyword = blank < 0 ? text : text[..blank];
        Rest = blank < 0 ? string.Empty : text[blank..].Trim();
    }
}
