using Microsoft.Extensions.Logging;

namespace Nomen.Hosting.Caching;

/// <summary>Log messages of the second level: events 900 to 909. Neither keys nor values, which tell what people ask for.</summary>
internal sealed partial class GuardedStore
{
    private static partial class Log
    {
        [LoggerMessage(900, LogLevel.Warning, "The store behind the DNS cache keeps failing: leaving it alone for a while.")]
        public static partial void LeftAlone(ILogger logger);

        [LoggerMessage(901, LogLevel.Information, "The store behind the DNS cache is back.")]
        public static partial void BackInUse(ILogger logger);

        [LoggerMessage(902, LogLevel.Debug, "An operation of the store behind the DNS cache failed.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
