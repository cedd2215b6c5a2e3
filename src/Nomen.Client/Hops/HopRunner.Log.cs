using Microsoft.Extensions.Logging;
using Nomen.Dns.Messages;

namespace Nomen.Client.Hops;

/// <summary>Log messages of HTTPS and QUIC: events 300 to 319. Query names are personal data: Debug only.</summary>
internal sealed partial class HopRunner
{
    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Debug, "The connection to {Upstream} ended under {Question} after {Elapsed}: sending it again.")]
        public static partial void Retry(ILogger logger, DnsQuestion? question, string upstream, TimeSpan elapsed);

        [LoggerMessage(301, LogLevel.Debug, "No response from {Upstream} to {Question}: {Error}")]
        public static partial void Failed(ILogger logger, string upstream, DnsQuestion? question, Dns.Errors.TransportError error);
    }
}
