using System.Globalization;
using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Finds the <c>[Rfc]</c> attributes of the tests in their source, which needs no test assembly to be built or loaded.</summary>
internal static partial class RfcScan
{
    /// <summary>Attributes belong to the first method or class declared after them; a class gets the mark "(all)".</summary>
    internal static IEnumerable<RfcRule> Rules(string file, IEnumerable<string> lines)
    {
        string type = "";
        List<(int Number, string Section)> pending = [];
        foreach (string line in lines)
        {
            pending.AddRange(RfcAttribute().Matches(line).Select(Rule));
            string? declared = null;
            if (ClassDeclaration().Match(line) is { Success: true } @class)
            {
                type = @class.Groups["name"].Value;
                declared = $"{type} (all)";
            }
            else if (MethodDeclaration().Match(line) is { Success: true } method)
            {
                declared = $"{type}.{method.Groups["name"].Value}";
            }

            if (declared is not null)
            {
                foreach ((int number, string section) in pending)
                {
                    yield return new RfcRule(number, section, declared, file);
                }

                pending.Clear();
            }
        }
    }

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

    private static (int Number, string Section) Rule(Match attribute) =>
        (int.Parse(attribute.Groups["number"].Value, CultureInfo.InvariantCulture), attribute.Groups["section"].Value);

    [GeneratedRegex(@"[\[,]\s*Rfc\(\s*(?<number>\d+)\s*(,\s*""(?<section>[^""]*)"")?\s*\)(?=\s*[\],])", RegexOptions.ExplicitCapture)]
    private static partial Regex RfcAttribute();

    [GeneratedRegex(@"^\s*(public|internal)\s[\w\s]*\bclass\s+(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ClassDeclaration();

    [GeneratedRegex(@"^\s*public\s[\w\s<>?]*\s(?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex MethodDeclaration();
}
