using System.Reflection;

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
        IEnumerable<string> silent =
            from options in ProductAssemblies.Load().SelectMany(LimitsPage.OptionsIn)
            from PropertyInfo property in LimitsPage.PropertiesOf(options)
            where !property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute))
            where !LimitsPage.SummaryOf(property).Contains("efault", StringComparison.Ordinal)
            select $"{options.Name}.{property.Name}";

        Assert.Empty(silent);
    }
}
