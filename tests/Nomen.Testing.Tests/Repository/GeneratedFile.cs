namespace Nomen.Testing.Tests.Repository;

/// <summary>A checked-in file that a test derives from the code: compared by default, rewritten on demand.</summary>
internal static class GeneratedFile
{
    /// <summary>What a person types to bring every generated file up to date.</summary>
    internal const string Command = "NOMEN_ACCEPT=1 dotnet test tests/Nomen.Testing.Tests -c Release --filter Generated=yes";

    /// <summary>Fails with the first difference and the command that accepts the new content; under that command, writes it.</summary>
    internal static void Check(string path, string content)
    {
        string file = Path.Combine(RepositoryFiles.Root, path);
        if (Environment.GetEnvironmentVariable("NOMEN_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
            return;
        }

        string[] expected = content.Split('\n');
        string[] actual = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n') : [];
        if (!expected.SequenceEqual(actual, StringComparer.Ordinal))
        {
            Assert.Fail($"{path} is out of date, first at {FirstDifference(expected, actual)}\nIf the change is meant, run: {Command}");
        }
    }

    private static string FirstDifference(string[] expected, string[] actual)
    {
        int line = 0;
        while (line < expected.Length && line < actual.Length && string.Equals(expected[line], actual[line], StringComparison.Ordinal))
        {
            line++;
        }

        string At(string[] lines) => line < lines.Length ? lines[line] : "(end of file)";
        return $"line {line + 1}\n  file: {At(actual)}\n  code: {At(expected)}";
    }
}
