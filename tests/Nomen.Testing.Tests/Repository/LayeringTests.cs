using System.Xml.Linq;

namespace Nomen.Testing.Tests.Repository;

/// <summary>Which project may use which: compile-time layers, in the order of the architecture page.</summary>
public sealed class LayeringTests
{
    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    /// <summary>Lowest first: a project may reference only those before it.</summary>
    private static readonly string[] Layers =
    [
        "Nomen.Dns.Generators", "Nomen.Dns", "Nomen.Dnssec", "Nomen.Client", "Nomen.Recursion", "Nomen.Server", "Nomen.Testing", "Nomen.Hosting", "Nomen.Cli",
    ];

    /// <summary>The packages that a library may depend on at run time; what is not listed takes none.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Nomen.Dns.Generators"] = ["Microsoft.CodeAnalysis.CSharp"],
        ["Nomen.Client"] = [Logging],
        ["Nomen.Recursion"] = [Logging],
        ["Nomen.Server"] = [Logging],
        ["Nomen.Testing"] = [Logging],
    };

    public static TheoryData<string> Projects => [.. RepositoryFiles.Under("src", "*.csproj").Select(project => Path.GetFileNameWithoutExtension(project))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_a_layer(string project)
    {
        Assert.Contains(project, Layers);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_lower_layers(string project)
    {
        string[] lower = Layers[..Array.IndexOf(Layers, project)];

        IEnumerable<string> references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Violations.None(references.Except(lower, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_library_takes_only_the_packages_on_record(string project)
    {
        string[] allowed = Packages.GetValueOrDefault(project, []);
        bool free = project is "Nomen.Hosting" or "Nomen.Cli";

        IEnumerable<string> packages = Items(project, "PackageReference");

        Violations.None(packages.Where(package => !free && !allowed.Contains(package, StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Parse(RepositoryFiles.Text($"src/{project}/{project}.csproj"))
            .Descendants(kind)
            .Select(item => item.Attribute("Include")!.Value);
}
