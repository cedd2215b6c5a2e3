using Nomen.Dns.Text;

namespace Nomen.Dns.Errors;

/// <summary>Text (a name, rdata, a master file) that could not be read: file, line, column, and what was expected there.</summary>
public sealed class DnsTextException : DnsFormatException
{
    /// <summary>An error in a single piece of text.</summary>
    public DnsTextException(string expected, string found, int column)
        : this(expected, found, null, 1, column)
    {
    }

    /// <summary>An error in a file.</summary>
    public DnsTextException(string expected, string found, string? file, int line, int column, Exception? innerException = null)
        : base($"{(file is null ? string.Empty : file + ":")}{line}:{column}: expected {expected}, found {Shown(found)}.", innerException)
    {
        Expected = expected;
        Found = found;
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>What should have stood there.</summary>
    public string Expected { get; }

    /// <summary>What stood there.</summary>
    public string Found { get; }

    /// <summary>File name, when the text came from a file.</summary>
    public string? File { get; }

    /// <summary>Line, from 1.</summary>
    public int Line { get; }

    /// <summary>Column in characters, from 1.</summary>
    public int Column { get; }

    /// <inheritdoc/>
    internal override DnsException ForAnotherAsker() => new DnsTextException(Expected, Found, File, Line, Column, InnerException);

    // Text from the network or a file may hold control characters: they must not reach a terminal or a log raw.
    private static string Shown(string found)
    {
        const int Longest = 64;
        string cut = found.Length <= Longest ? found : found[..Longest] + "...";
        return cut.Length == 0 ? "nothing" : $"\"{PrintableText.Escape(cut)}\"";
    }
}
