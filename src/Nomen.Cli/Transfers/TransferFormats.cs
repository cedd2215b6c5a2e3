using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;

namespace Nomen.Cli.Transfers;

/// <summary>From the arguments to the format of a transfer.</summary>
internal static class TransferFormats
{
    /// <summary>The format that was asked for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="otherwise">What it is when none was.</param>
    /// <param name="dig">For dig's first line, which is shown once for several queries.</param>
    /// <exception cref="UsageException">One that transfers do not have.</exception>
    public static TransferFormat Create(QueryArguments arguments, OutputFormat otherwise, DigFormat dig) => (arguments.Format ?? otherwise) switch
    {
        OutputFormat.Dig => new DigTransferFormat(arguments.Display, dig),
        OutputFormat.Zone or OutputFormat.Pretty => new ZoneTransferFormat(arguments.Display),
        OutputFormat.Json or OutputFormat.Jsonl => new JsonTransferFormat(),
        _ => throw new UsageException("a zone transfer is shown in format dig, zone or jsonl"),
    };
}
