namespace Nomen.Conformance.Running;

/// <summary>What happened in a run, line by line, for whoever debugs a file; nothing is kept unless somebody wants it.</summary>
internal sealed class ScenarioTrace(bool isWanted)
{
    private readonly List<string> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds a line.</summary>
    public void Add(FormattableString line)
    {
        if (isWanted)
        {
            _lines.Add(FormattableString.Invariant(line));
        }
    }
}
