using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Writes <c>docs/options.md</c>: every option of the libraries, and the tests that fail when it does nothing.</summary>
internal static partial class OptionsPage
{
    internal static string Of(IEnumerable<Type> records, IEnumerable<KnobMark> marks)
    {
        ILookup<(string, string), KnobMark> byOption = marks.ToLookup(mark => (mark.Options, mark.Property));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Options, and the tests that fail when one does nothing

            Generated from the options records and the `[Knob]` attributes of the tests; do not edit. To bring it up to date: `{GeneratedFile.Command}`

            What each option is for: [limits](limits.md), and the comments in the code.

            """);
        foreach (Type options in records.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {options.Name}\n\n`{options.Namespace}`\n\n| option | default | range | proved by |\n| --- | --- | --- | --- |\n");
            foreach (PropertyInfo property in LimitsPage.PropertiesOf(options).OrderBy(property => property.Name, StringComparer.Ordinal))
            {
                string tests = string.Join("<br>", byOption[(options.Name, property.Name)].Select(Link).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                text.Append(CultureInfo.InvariantCulture, $"| `{property.Name}` | {LimitsPage.DefaultOf(property)} | {RangeOf(property)} | {(tests.Length > 0 ? tests : "none")} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The sentence of the comment that starts with the default.</summary>
    private static string RangeOf(PropertyInfo property) => DefaultSentence().Match(LimitsPage.SummaryOf(property)).Value;

    private static string Link(KnobMark mark) => $"[{mark.Test}](../{mark.File})";

    [GeneratedRegex(@"\bDefault\b.*?(?=\.(\s|$))", RegexOptions.ExplicitCapture)]
    private static partial Regex DefaultSentence();
}
