namespace Nomen.Conformance.Macros;

/// <summary>A macro that cannot be expanded, or a range that a value lies outside of.</summary>
internal sealed class MacroException(string message, bool isRange = false) : Exception(message)
{
    /// <summary>Whether a value lies outside its range: that fails the scenario, anything else is a fault of the file.</summary>
    public bool IsRange { get; } = isRange;
}
