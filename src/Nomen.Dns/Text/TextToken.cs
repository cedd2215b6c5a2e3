namespace Nomen.Dns.Text;

/// <summary>A word or a quoted string of an entry: where its characters are kept, and where it stood.</summary>
/// <param name="Start">First character in the entry's buffer.</param>
/// <param name="Length">Number of characters, quotes not counted.</param>
/// <param name="Line">Line in the text, from 1.</param>
/// <param name="Column">Column of the first character (of the quote, when quoted), from 1.</param>
/// <param name="IsQuoted">Whether it stood in quotes.</param>
/// <param name="IsAdjacent">Whether it follows the token before it with nothing between, as the value in <c>key="value"</c>.</param>
internal readonly record struct TextToken(int Start, int Length, int Line, int Column, bool IsQuoted, bool IsAdjacent);
