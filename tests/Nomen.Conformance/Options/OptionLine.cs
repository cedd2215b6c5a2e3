namespace Nomen.Conformance.Options;

/// <summary>One option of a configuration block.</summary>
/// <param name="Section">The section that it stands in (<c>server</c>, <c>stub-zone</c>); empty in a flat list.</param>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value, quotes removed.</param>
internal readonly record struct OptionLine(string Section, string Key, string Value)
{
    /// <summary>Whether this line opens its section.</summary>
    public bool IsOpener => Key.Length == 0;
}
