using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Finds attributes of the tests in their source, which needs no test assembly to be built or loaded.</summary>
internal static partial class AttributeScan
{
    /// <summary>Attributes belong to the first method or class declared after them; a class gets the mark "(all)".</summary>
    internal static IEnumerable<(Match Attribute, string Declared)> Find(Regex attribute, IEnumerable<string> lines)
    {
        string type = "";
        List<Match> pending = [];
        foreach (string line in lines)
        {
            pending.AddRange(attribute.Matches(line));
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
                foreach (Match found in pending)
                {
                    yield return (found, declared);
                }

                pending.Clear();
            }
        }
    }

    [GeneratedRegex(@"^\s*(public|internal)\s[\w\s]*\bclass\s+(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ClassDeclaration();

    [GeneratedRegex(@"^\s*public\s[\w\s<>?]*\s(?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex MethodDeclaration();
}
