using Microsoft.Extensions.Logging;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>Log messages of the listeners; event ids 3000 to 3099.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(3000, LogLevel.Information, "Listening at {Address}.")]
    public static partial void Listening(ILogger logger, ListenAddress address);

    [LoggerMessage(3001, LogLevel.Error, "Answering {Request} failed.")]
    public static partial void QueryFailed(ILogger logger, DnsRequest request, Exception exception);

    [LoggerMessage(3002, LogLevel.Warning, "Receiving at {Address} failed; going on.")]
    public static partial void ReceiveFailed(ILogger logger, ListenAddress address, Exception exception);

    [LoggerMessage(3003, LogLevel.Critical, "Receiving at {Address} fails again and again; nobody listens there any more.")]
    public static partial void ListenerEnded(ILogger logger, ListenAddress address, Exception exception);

    [LoggerMessage(3004, LogLevel.Error, "A connection from {Client} ended by an unexpected error.")]
    public static partial void ConnectionFailed(ILogger logger, System.Net.IPEndPoint client, Exception exception);

    [LoggerMessage(3005, LogLevel.Error, "The memory of the transport failed; the query goes the whole way.")]
    public static partial void FastPathFailed(ILogger logger, Exception exception);
}
