namespace Nomen.Testing.Tests.Repository.Documents;

public sealed class RfcScanTests
{
    [Fact]
    public void Finds_the_rules_of_methods_and_classes()
    {
        string[] source =
        [
            "[Rfc(1034)]",
            "public sealed class NameTests",
            "{",
            "    [Fact, Rfc(1035, \"4.1.4\")]",
            "    [Rfc(9267, \"2\")]",
            "    public async Task Follows_a_pointer()",
            "    [Fact]",
            "    public void Proves_no_rule()",
        ];

        IEnumerable<(int, string, string)> rules = RfcScan.Rules("a.cs", source).Select(rule => (rule.Number, rule.Section, rule.Test));

        Assert.Equal([(1034, "", "NameTests (all)"), (1035, "4.1.4", "NameTests.Follows_a_pointer"), (9267, "2", "NameTests.Follows_a_pointer")], rules);
    }

    [Fact]
    public void Orders_sections_as_a_table_of_contents()
    {
        string[] sections = ["A.1", "4.10", "4.2", "", "10", "4"];

        Array.Sort(sections, RfcScan.CompareSections);

        Assert.Equal(["", "4", "4.2", "4.10", "10", "A.1"], sections);
    }
}
