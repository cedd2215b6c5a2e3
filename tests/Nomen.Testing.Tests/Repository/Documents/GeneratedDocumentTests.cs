using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Pages of the documentation that are derived from the code agree with it.</summary>
public sealed class GeneratedDocumentTests
{
    [Fact]
    [Trait("Generated", "yes")]
    public void The_page_of_RFCs_names_every_test_that_proves_a_rule()
    {
        IEnumerable<RfcRule> rules = RepositoryFiles.Under("tests", "*.cs")
            .Where(file => !file.EndsWith("/RfcScanTests.cs", StringComparison.Ordinal) && !file.EndsWith("/RfcAttributeTests.cs", StringComparison.Ordinal))
            .SelectMany(file => RfcScan.Rules(file, RepositoryFiles.Lines(file)));

        GeneratedFile.Check("docs/rfcs.md", RfcPage.Of(rules));
    }

    [Fact]
    [Trait("Generated", "yes")]
    public void The_page_of_limits_names_every_option_and_every_bound()
    {
        GeneratedFile.Check("docs/limits.md", LimitsPage.Of(ProductAssemblies.Load()));
    }

    [Fact]
    public void Every_option_says_what_its_default_is()
    {
        IEnumerable<string> silent = OptionalOptions()
            .Where(property => !LimitsPage.SummaryOf(property).Contains("default", StringComparison.OrdinalIgnoreCase))
            .Select(Describe);

        Violations.None(silent);
    }

    [Fact]
    public void Every_option_is_set_by_a_test()
    {
        string tests = string.Concat(RepositoryFiles.Under("tests", "*.cs").Select(RepositoryFiles.Text));

        IEnumerable<string> unset = OptionalOptions()
            .Where(property => !Regex.IsMatch(tests, $@"\b{property.Name}\s*="))
            .Select(Describe);

        Violations.None(unset);
    }

    [Fact]
    public void Every_bound_says_why_it_is_what_it_is()
    {
        IEnumerable<string> silent = ProductAssemblies.Load()
            .SelectMany(LimitsPage.ConstantsIn)
            .Where(constant => LimitsPage.SummaryOf(constant).Length == 0)
            .Select(constant => $"{constant.DeclaringType!.Name}.{constant.Name}");

        Violations.None(silent);
    }

    private static IEnumerable<PropertyInfo> OptionalOptions() =>
        ProductAssemblies.Load()
            .SelectMany(LimitsPage.OptionsIn)
            .SelectMany(LimitsPage.PropertiesOf)
            .Where(property => !property.IsDefined(typeof(RequiredMemberAttribute)));

    private static string Describe(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
