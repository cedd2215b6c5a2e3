using Microsoft.Extensions.Logging;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tsig;

/// <summary>Log messages of signatures: events 700 to 719. A key is shown by name and algorithm, never its secret.</summary>
public sealed partial class TsigTransport
{
    internal static partial class Log
    {
        [LoggerMessage(700, LogLevel.Warning, "A reply was dropped, its signature with the key {Key} does not hold: {Status}.")]
        public static partial void Dropped(ILogger logger, TsigKey key, TsigStatus status);

        [LoggerMessage(701, LogLevel.Warning, "{Upstream} does not accept signatures with the key {Key}: {Error}.")]
        public static partial void Refused(ILogger logger, string? upstream, TsigKey key, string error);

        [LoggerMessage(702, LogLevel.Warning, "The clock of {Upstream} is {Seconds} s ahead of ours: asking it once more with its own time.")]
        public static partial void ServerTime(ILogger logger, string? upstream, long seconds);
    }
}
