using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository;

/// <summary>Names that say nothing, and names that .NET has taken.</summary>
public sealed partial class TypeNameTests
{
    /// <summary>.NET's managed resolver, which everyone who needs an address imports; not in this runtime, so listed by hand.</summary>
    private static readonly string[] Announced =
    [
        "DnsResolver", "DnsResolverOptions", "DnsResult", "DnsResponseCode",
        "AddressRecord", "SrvRecord", "MxRecord", "TxtRecord", "CNameRecord", "PtrRecord", "NsRecord",
    ];

    [Theory]
    [InlineData("ConnectionManager")]
    [InlineData("NameUtils")]
    [InlineData("SpanHelpers")]
    [InlineData("TransportBase")]
    [InlineData("Data")]
    [InlineData("Cache2")]
    public void The_rule_knows_a_name_that_says_nothing(string name)
    {
        Assert.Matches(SaysNothing(), name);
    }

    [Theory]
    [InlineData("Base64")]
    [InlineData("MxData")]
    [InlineData("Sha512")]
    [InlineData("ImplicitTls")]
    public void The_rule_leaves_a_name_that_says_something(string name)
    {
        Assert.DoesNotMatch(SaysNothing(), name);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        IEnumerable<string> found =
            from file in RepositoryFiles.Sources()
            from Match declared in TypeDeclaration().Matches(RepositoryFiles.Text(file))
            where SaysNothing().IsMatch(declared.Groups["name"].Value)
            select $"{file}: {declared.Groups["name"].Value}";

        Violations.None(found);
    }

    [Fact]
    public void No_public_type_has_the_name_of_one_in_System_Net()
    {
        var taken = new[] { typeof(System.Net.IPAddress), typeof(System.Net.Dns), typeof(System.Net.HttpVersion) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.Namespace == "System.Net")
            .Select(NameWithoutArity)
            .Concat(Announced)
            .ToHashSet(StringComparer.Ordinal);

        IEnumerable<string> colliding = ProductAssemblies.Load()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => taken.Contains(NameWithoutArity(type)))
            .Select(type => type.FullName!);

        Violations.None(colliding);
    }

    private static string NameWithoutArity(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|sealed|static|abstract|partial|readonly|ref|file|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"(Utils?|Helpers?|Manager|Common|Impl)(?![a-z])|Base$|^Data$|[A-Za-z]2$")]
    private static partial Regex SaysNothing();
}
