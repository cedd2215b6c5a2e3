using Microsoft.Extensions.Logging;

namespace Nomen.Client.HappyEyeballs;

/// <content>Event ids 240 to 249.</content>
public sealed partial class HappyEyeballsConnector
{
    [LoggerMessage(240, LogLevel.Debug, "Connecting to {Upstream} failed.")]
    private static partial void LogFailed(ILogger logger, string upstream, Exception exception);

    [LoggerMessage(241, LogLevel.Debug, "Closing a connection to {Upstream} that came too late failed.")]
    private static partial void LogCloseFailed(ILogger logger, string upstream, Exception exception);
}
