using System.Net;
using Nomen.Cli.Arguments;
using Nomen.Client.Upstreams;
using Nomen.Dns.Errors;

namespace Nomen.Cli.Servers;

/// <summary>A server as written on the command line behind the "@".</summary>
/// <param name="Upstream">What was written.</param>
/// <param name="HasScheme">Whether a scheme was: then flags such as <c>+tls</c> do not replace it.</param>
internal sealed record ServerWord(UpstreamAddress Upstream, bool HasScheme)
{
    /// <summary>Address or name, as written.</summary>
    public string Host => Upstream.Host;

    /// <summary>The address, when <see cref="Host"/> is one.</summary>
    public IPAddress? Address => Upstream.Address;

    /// <summary>Reads what follows the "@".</summary>
    /// <exception cref="UsageException">It is no server.</exception>
    public static ServerWord Parse(string text)
    {
        try
        {
            return new ServerWord(UpstreamAddress.Parse(text), text.Contains("://", StringComparison.Ordinal));
        }
        catch (DnsTextException exception)
        {
            throw new UsageException($"server '@{text}': expected {exception.Expected} at character {exception.Column}");
        }
    }
}
