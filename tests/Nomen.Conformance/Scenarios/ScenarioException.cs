using System.Globalization;

namespace Nomen.Conformance.Scenarios;

/// <summary>A scenario file that cannot be read.</summary>
internal sealed class ScenarioException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    public ScenarioException(int line, string message, Exception? inner = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"line {line}: {message}"), inner) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
