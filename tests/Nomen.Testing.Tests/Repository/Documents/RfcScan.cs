using System.Globalization;
using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Finds the <c>[Rfc]</c> attributes of the tests in their source.</summary>
internal static partial class RfcScan
{
    /// <summary>The attributes of one file. A class that has one is named with the mark "(all)".</summary>
    internal static IEnumerable<RfcRule> Rules(string file, IEnumerable<string> lines) =>
        from found in AttributeScan.Find(RfcAttribute(), lines)
        select new RfcRule(int.Parse(found.Attribute.Groups["number"].Value, CultureInfo.InvariantCulture), found.Attribute.Groups["section"].Value, found.Declared, file);

    /// <summary>Orders sections as a table of contents does: 4.2 before 4.10, numbers before letters, the whole RFC first.</summary>
    internal static int CompareSections(string left, string right)
    {
        string[] x = left.Split('.'), y = right.Split('.');
        for (int i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            int order = int.TryParse(x[i], CultureInfo.InvariantCulture, out int a) && int.TryParse(y[i], CultureInfo.InvariantCulture, out int b)
                ? a.CompareTo(b)
                : string.CompareOrdinal(x[i], y[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return x.Length.CompareTo(y.Length);
    }

    [GeneratedRegex(@"[\[,]\s*Rfc\(\s*(?<number>\d+)\s*(,\s*""(?<section>[^""]*)"")?\s*\)(?=\s*[\],])", RegexOptions.ExplicitCapture)]
    private static partial Regex RfcAttribute();
}
