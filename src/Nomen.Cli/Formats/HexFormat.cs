using Nomen.Cli.Query;

namespace Nomen.Cli.Formats;

/// <summary>The response's octets in hex, a message a line: for pasting into other tools.</summary>
internal sealed class HexFormat : ResponseFormat
{
    public override void Write(TextWriter output, QueryOutcome outcome) => output.WriteLine(Convert.ToHexStringLower(outcome.Response!.Message.Octets.Span));
}
