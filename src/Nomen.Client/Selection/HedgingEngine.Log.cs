using Microsoft.Extensions.Logging;

namespace Nomen.Client.Selection;

/// <summary>Log messages of choosing upstreams: events 300 to 319. No query names.</summary>
internal sealed partial class HedgingEngine
{
    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Warning, "Upstream {Label} keeps failing: leaving it alone for {BackOff}.")]
        public static partial void BreakerOpened(ILogger logger, string label, TimeSpan backOff);

        [LoggerMessage(301, LogLevel.Information, "Upstream {Label} is back.")]
        public static partial void BreakerClosed(ILogger logger, string label);
    }
}
