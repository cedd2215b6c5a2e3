using Microsoft.Extensions.Logging;
using Nomen.Dns.Errors;

namespace Nomen.Client.Tls;

// Event ids 220 to 229.
public sealed partial class OpportunisticTransport
{
    [LoggerMessage(220, LogLevel.Warning, "Clear text for {Memory}, as there is no encrypted connection: {Error}")]
    private static partial void LogClearText(ILogger logger, TimeSpan memory, TransportError error);
}
