namespace Nomen.Benchmarks.Load;

/// <summary>The command <c>load</c>: drives the client library against a server and prints what a query costs.</summary>
internal static class LoadCommand
{
    /// <summary>Runs it; exit code 0, or 2 when the arguments are wrong.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var options = LoadOptions.Parse(arguments);
            LoadReport report = await new LoadRun(options, QueryFile.Read(options.NamesFile)).RunAsync();
            Console.WriteLine(options.Json ? report.ToJson() : report.ToString());
            return 0;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            await Console.Error.WriteLineAsync(LoadOptions.Usage);
            return 2;
        }
    }
}
