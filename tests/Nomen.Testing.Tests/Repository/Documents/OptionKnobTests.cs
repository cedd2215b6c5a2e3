using System.Reflection;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Every option of the libraries has a test that fails when the option does nothing, and says so with <c>[Knob]</c>.</summary>
public sealed class OptionKnobTests
{
    [Fact]
    [Trait("Generated", "yes")]
    public void The_page_of_options_names_the_tests_of_each()
    {
        GeneratedFile.Check("docs/options.md", OptionsPage.Of(Records(), Marks()));
    }

    [Fact]
    public void Every_mark_names_an_option_that_exists()
    {
        HashSet<(string, string)> options = [.. Options().Select(property => (property.ReflectedType!.Name, property.Name))];

        IEnumerable<string> unknown = Marks()
            .Where(mark => !options.Contains((mark.Options, mark.Property)))
            .Select(mark => $"{mark.File}: {mark.Options}.{mark.Property}");

        Violations.None(unknown);
    }

    [Fact]
    public void Every_option_has_a_test_that_fails_when_it_does_nothing()
    {
        HashSet<(string, string)> marked = [.. Marks().Select(mark => (mark.Options, mark.Property))];

        IEnumerable<string> bare = Options()
            .Select(property => (property.ReflectedType!.Name, property.Name))
            .Where(option => !marked.Contains(option))
            .Select(option => $"{option.Item1}.{option.Item2}");

        Violations.None(bare);
    }

    private static IEnumerable<Type> Records() => ProductAssemblies.Load().SelectMany(LimitsPage.OptionsIn);

    private static IEnumerable<PropertyInfo> Options() => Records().SelectMany(LimitsPage.PropertiesOf);

    private static IEnumerable<KnobMark> Marks() =>
        RepositoryFiles.Under("tests", "*.cs")
            .Where(file => !file.EndsWith("/KnobScanTests.cs", StringComparison.Ordinal))
            .SelectMany(file => KnobScan.Marks(file, RepositoryFiles.Lines(file)));
}
