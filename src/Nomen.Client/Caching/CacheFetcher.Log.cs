using Microsoft.Extensions.Logging;
using Nomen.Dns.Messages;

namespace Nomen.Client.Caching;

/// <summary>Log messages of the cache: events 800 to 819.</summary>
internal sealed partial class CacheFetcher
{
    internal static partial class Log
    {
        [LoggerMessage(800, LogLevel.Error, "Asking for {Question} in the background ended in an error that is none of the upstream's.")]
        public static partial void RefreshFailed(ILogger logger, DnsQuestion question, Exception exception);
    }
}
