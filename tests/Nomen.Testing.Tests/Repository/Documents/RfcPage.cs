using System.Globalization;
using System.Text;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Writes <c>docs/rfcs.md</c>: for each section of an RFC, the tests that prove what it demands.</summary>
internal static class RfcPage
{
    internal static string Of(IEnumerable<RfcRule> rules)
    {
        RfcRule[] all = [.. rules];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # RFCs, section by section, and the tests that prove them

            Generated from the `[Rfc]` attributes of the tests; do not edit. To bring it up to date: `{GeneratedFile.Command}`

            """);
        foreach (IGrouping<int, RfcRule> rfc in all.GroupBy(rule => rule.Number).OrderBy(rfc => rfc.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## [RFC {rfc.Key}](https://www.rfc-editor.org/rfc/rfc{rfc.Key})\n\n| section | proved by |\n| --- | --- |\n");
            foreach (IGrouping<string, RfcRule> section in rfc.GroupBy(rule => rule.Section, StringComparer.Ordinal).Order(BySection))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {(section.Key.Length > 0 ? section.Key : "all")} | {string.Join("<br>", section.Select(Link).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))} |\n");
            }
        }

        return text.ToString();
    }

    private static Comparer<IGrouping<string, RfcRule>> BySection { get; } =
        Comparer<IGrouping<string, RfcRule>>.Create((x, y) => RfcScan.CompareSections(x.Key, y.Key));

    private static string Link(RfcRule rule) => $"[{rule.Test}](../{rule.File})";
}
