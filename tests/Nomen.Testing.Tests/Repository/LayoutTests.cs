using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository;

/// <summary>Where things lie and how big they may be: the rules that keep any behaviour two hops away.</summary>
public sealed partial class LayoutTests
{
    private const int MaxLines = 500;

    /// <summary>Tables, which are long because the world is: everything else is split before it gets here.</summary>
    private static readonly HashSet<string> LongTables = new(StringComparer.Ordinal);

    [Fact]
    public void No_source_file_is_longer_than_500_lines_but_the_listed_tables()
    {
        IEnumerable<string> tooLong = RepositoryFiles.Sources()
            .Where(file => !LongTables.Contains(file) && RepositoryFiles.Lines(file).Length > MaxLines);

        Violations.None(tooLong);
    }

    [Fact]
    public void Every_listed_table_still_is_longer_than_500_lines()
    {
        Violations.None(LongTables.Where(file => !RepositoryFiles.FileExists(file) || RepositoryFiles.Lines(file).Length <= MaxLines));
    }

    [Fact]
    public void Code_lies_at_most_two_folders_deep_in_its_project()
    {
        // src/Project/Capability/Part/File.cs has five parts.
        IEnumerable<string> tooDeep = RepositoryFiles.Sources().Where(file => file.Split('/').Length > 5);

        Violations.None(tooDeep);
    }

    [Fact]
    public void A_namespace_is_its_project_and_folder()
    {
        IEnumerable<string> misplaced = RepositoryFiles.Under("src", "*.cs")
            .Select(file => (file, declared: NamespaceDeclaration().Match(RepositoryFiles.Text(file)).Groups["name"].Value))
            .Where(source => source.declared.Length > 0 && !string.Equals(source.declared, NamespaceOf(source.file), StringComparison.Ordinal))
            .Select(source => $"{source.file} declares {source.declared}");

        Violations.None(misplaced);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = RepositoryFiles.Text("Nomen.slnx");

        IEnumerable<string> missing = new[] { "src", "tests", "bench", "samples" }
            .SelectMany(folder => RepositoryFiles.Under(folder, "*.csproj"))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));

        Violations.None(missing);
    }

    [Fact]
    public void Every_sample_is_shorter_than_60_lines()
    {
        Violations.None(RepositoryFiles.Under("samples", "*.cs").Where(file => RepositoryFiles.Lines(file).Length >= 60));
    }

    [Fact]
    public void Every_folder_named_in_the_architecture_page_exists()
    {
        string[] named = [.. FolderInBackticks().Matches(RepositoryFiles.Text("docs/architecture.md")).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(named);
        Violations.None(named.Where(folder => !RepositoryFiles.FolderExists(folder) && !RepositoryFiles.FileExists(folder)));
    }

    private static string NamespaceOf(string file) => string.Join('.', file.Split('/')[1..^1]);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"`((?:src|tests|bench|samples|docs)/[\w./-]*)`")]
    private static partial Regex FolderInBackticks();
}
