using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace Nomen.Testing.Tests.Repository;

/// <summary>The libraries under src, loaded beside the tests; the command and the generator are no libraries.</summary>
internal static class ProductAssemblies
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Read = new(StringComparer.Ordinal);

    internal static IReadOnlyList<string> Names { get; } =
    [
        .. RepositoryFiles.Under("src", "*.csproj").Where(IsLibrary).Select(project => Path.GetFileNameWithoutExtension(project)),
    ];

    /// <summary>All libraries. One that is missing here must become a project reference of the tests.</summary>
    internal static IEnumerable<Assembly> Load() => Names.Select(Assembly.Load);

    /// <summary>The library's documentation comments by member id, such as <c>P:Nomen.Client.X.Y</c>, as plain text.</summary>
    internal static IReadOnlyDictionary<string, string> Summaries(string assembly) => Read.GetOrAdd(assembly, static name =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, name + ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => PlainText(member.Element("summary")!), StringComparer.Ordinal));

    private static bool IsLibrary(string project)
    {
        XDocument document = XDocument.Parse(RepositoryFiles.Text(project));
        return !document.Descendants("OutputType").Any(type => type.Value == "Exe")
            && !document.Descendants("IsRoslynComponent").Any();
    }

    private static string PlainText(XElement element)
    {
        IEnumerable<string> parts = element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference => LastPart(reference),
            XElement inner => PlainText(inner),
            _ => node.ToString(),
        });
        return string.Join(' ', string.Concat(parts).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    private static string LastPart(XElement reference)
    {
        string target = (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name") ?? reference.Attribute("href"))!.Value;
        return target[(target.Split('(')[0].LastIndexOfAny(['.', ':']) + 1)..];
    }
}
