using Microsoft.Extensions.Logging;
using Nomen.Dns.Messages;

namespace Nomen.Client.Datagram;

/// <summary>Log messages of UDP: events 100 to 119. Query names are personal data: Debug only.</summary>
public sealed partial class DatagramTransport
{
    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Debug, "Sending {Question} to {Upstream} again: send {Sends}.")]
        public static partial void Retry(ILogger logger, DnsQuestion? question, string upstream, int sends);

        [LoggerMessage(101, LogLevel.Debug, "The reply of {Upstream} to {Question} is truncated.")]
        public static partial void Truncated(ILogger logger, string upstream, DnsQuestion? question);

        [LoggerMessage(102, LogLevel.Warning, "Too many replies from {Upstream} match nothing that was asked: somebody may be guessing message IDs.")]
        public static partial void NearMisses(ILogger logger, string upstream);

        [LoggerMessage(103, LogLevel.Information, "{Upstream} does not keep the letter case of questions: asking it without 0x20 for {Memory}.")]
        public static partial void CaseFolded(ILogger logger, string upstream, TimeSpan memory);

        [LoggerMessage(104, LogLevel.Debug, "No response from {Upstream} to {Question}: {Error}")]
        public static partial void Failed(ILogger logger, string upstream, DnsQuestion? question, Dns.Errors.TransportError error);

        [LoggerMessage(105, LogLevel.Debug, "{Upstream} does not take the cookie that it gave, for {Question}.")]
        public static partial void BadCookie(ILogger logger, string upstream, DnsQuestion? question);

        [LoggerMessage(106, LogLevel.Information, "A reply from {Upstream}, which is known for cookies, has none: somebody may have forged it.")]
        public static partial void CookieMissing(ILogger logger, string upstream);
    }
}
