using System.Runtime.CompilerServices;
using Nomen.Cli.Arguments;

namespace Nomen.Cli.Query;

/// <summary>A file with one command line of dig's grammar a line (<c>-f</c>); read as it is used, so that its length does not matter.</summary>
internal static class BatchFile
{
    private const string StandardInput = "-";

    /// <summary>The lines, each on top of the command line's own arguments. Empty lines, and those that start with ; or #, are passed over.</summary>
    /// <exception cref="BatchFileException">The file cannot be read.</exception>
    /// <exception cref="UsageException">A line cannot be understood; tells its number.</exception>
    public static async IAsyncEnumerable<QueryArguments> ReadAsync(string path, QueryArguments arguments, TextReader input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using TextReader reader = Open(path, input);
        QueryArguments start = arguments with { Questions = [], BatchFile = null, FollowsBanner = !arguments.Questions.IsEmpty && arguments.Display.Command };
        for (int number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && words[0][0] is not (';' or '#'))
            {
                bool wasOn = start.Display.Command;
                QueryArguments parsed = ParseLine(words, start, path, number);

                // dig keeps +cmd from line to line, and looks at it before a line's flags and again behind them.
                yield return parsed with { Display = parsed.Display with { Command = wasOn && parsed.Display.Command } };
                start = start with { Display = start.Display with { Command = parsed.Display.Command }, FollowsBanner = start.FollowsBanner || wasOn };
            }
        }
    }

    private static TextReader Open(string path, TextReader input)
    {
        try
        {
            return path == StandardInput ? input : File.OpenText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BatchFileException($"batch file '{path}': {exception.Message}", exception);
        }
    }

    private static QueryArguments ParseLine(string[] words, QueryArguments start, string path, int number)
    {
        try
        {
            return ArgumentParser.Parse(words, start);
        }
        catch (UsageException exception)
        {
            throw new UsageException($"{path}:{number}: {exception.Message}");
        }
    }
}
