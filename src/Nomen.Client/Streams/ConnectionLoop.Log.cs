using Microsoft.Extensions.Logging;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <content>Event ids 200 to 219.</content>
internal sealed partial class ConnectionLoop
{
    [LoggerMessage(200, LogLevel.Debug, "Connected to {Upstream}.")]
    private static partial void LogConnected(ILogger logger, string upstream);

    [LoggerMessage(201, LogLevel.Debug, "The connection to {Upstream} ended: {Failure} ({Detail}).")]
    private static partial void LogClosed(ILogger logger, string upstream, TransportFailure failure, string? detail);

    [LoggerMessage(202, LogLevel.Debug, "Ending our side of the connection to {Upstream} failed.")]
    private static partial void LogShutdownFailed(ILogger logger, string upstream, Exception exception);
}
