using Microsoft.Extensions.Logging;
using Nomen.Dns.Messages;

namespace Nomen.Client.Caching.SecondLevel;

/// <summary>Log messages of second levels: events 820 to 829. Names are on the level for debugging only.</summary>
internal sealed partial class SharedAnswers
{
    /// <summary>Logs that a value was refused.</summary>
    public void LogRejected(DnsQuestion question, string problem) => Log.Rejected(logger, question, problem);

    private static partial class Log
    {
        [LoggerMessage(820, LogLevel.Warning, "The second level of a cache threw an exception; it is to deal with its errors itself.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(821, LogLevel.Debug, "What the second level has for {Question} is not used: {Problem}.")]
        public static partial void Rejected(ILogger logger, DnsQuestion question, string problem);
    }
}
