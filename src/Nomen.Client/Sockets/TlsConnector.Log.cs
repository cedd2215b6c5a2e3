using System.Net.Security;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace Nomen.Client.Sockets;

// Event ids 210 to 219.
public sealed partial class TlsConnector
{
    [LoggerMessage(210, LogLevel.Debug, "TLS with {Upstream}: {Version}, {CipherSuite}, application protocol '{ApplicationProtocol}'.")]
    private static partial void LogConnected(ILogger logger, string upstream, SslProtocols version, TlsCipherSuite cipherSuite, string applicationProtocol);

    [LoggerMessage(211, LogLevel.Warning, "{Upstream} did not prove who it is: {Complaint}. It is used all the same, as the profile is opportunistic.")]
    private static partial void LogUnauthenticated(ILogger logger, string upstream, string complaint);
}
