using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>The page of threats names tests that exist, and has a row for every ID that the code names.</summary>
public sealed partial class ThreatsPageTests
{
    private const string Page = "docs/threats.md";

    [Fact]
    public void Every_test_on_the_page_of_threats_exists()
    {
        (string Class, string Method, string File)[] named =
        [
            .. TestLink().Matches(RepositoryFiles.Text(Page))
                .Select(link => (link.Groups["class"].Value, link.Groups["method"].Value, link.Groups["file"].Value)),
        ];

        Assert.NotEmpty(named);
        Violations.None(named.Where(test => !IsTest(test.Class, test.Method, test.File)).Select(test => $"{test.Class}.{test.Method} in {test.File}"));
    }

    [Fact]
    public void Every_rule_on_the_page_of_threats_names_a_test()
    {
        string rules = RepositoryFiles.Text(Page).Split("## Not yet")[0];

        IEnumerable<string> bare = RuleRow().Matches(rules).Select(row => row.Value).Where(row => !TestLink().IsMatch(row));

        Assert.InRange(RuleRow().Count(rules), 30, 200);
        Violations.None(bare);
    }

    [Fact]
    public void Every_ID_that_a_comment_names_is_a_row_of_the_page_of_threats()
    {
        HashSet<string> rows = [.. RuleRow().Matches(RepositoryFiles.Text(Page)).Select(row => row.Groups["id"].Value)];

        IEnumerable<string> unknown =
            from file in RepositoryFiles.Sources()
            from reference in Reference().Matches(RepositoryFiles.Text(file))
            from id in Id().Matches(reference.Groups["ids"].Value)
            where !rows.Contains(id.Value)
            select $"{file}: {id.Value}";

        Violations.None(unknown);
    }

    private static bool IsTest(string type, string method, string file) =>
        RepositoryFiles.FileExists(file)
        && Path.GetFileNameWithoutExtension(file) == type
        && Regex.IsMatch(RepositoryFiles.Text(file), $@"^    public (async )?(Task|void) {method}\(", RegexOptions.Multiline, TimeSpan.FromSeconds(10));

    [GeneratedRegex(@"\[(?<class>\w+)\.(?<method>\w+)\]\(\.\./(?<file>tests/[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex TestLink();

    [GeneratedRegex(@"^\| (?<id>[A-H]\d+) \|.*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex RuleRow();

    [GeneratedRegex(@"docs/threats\.md(</c>)?(?<ids>( [A-H]\d+(,| and| to)?)+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex(@"[A-H]\d+")]
    private static partial Regex Id();
}
