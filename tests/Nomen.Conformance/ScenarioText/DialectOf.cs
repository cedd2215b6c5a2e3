using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Tells a file's dialect by the folder that holds it.</summary>
internal static class DialectOf
{
    /// <summary>The dialect: <c>deckard</c> and <c>domain</c> are names of folders, anything else is testbound.</summary>
    public static Dialect Path(string path) => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) switch
    {
        "deckard" => Dialect.Deckard,
        "domain" => Dialect.Stelline,
        _ => Dialect.Testbound,
    };
}
