using System.Net;

namespace Nomen.Server.Listeners;

/// <summary>Where a server listens: <c>udp://ADDRESS:PORT</c>, <c>tcp://ADDRESS:PORT</c>, or <c>udp+tcp://ADDRESS:PORT</c> for both on one port.</summary>
/// <remarks>IPv6 addresses stand in brackets. Without a port it is 53; port 0 takes a free one, which <see cref="DnsServer.Endpoints"/> tells once it is bound.</remarks>
/// <param name="Protocol">What is spoken there.</param>
/// <param name="EndPoint">Address and port.</param>
public sealed record ListenAddress(ListenProtocol Protocol, IPEndPoint EndPoint)
{
    private const int DefaultPort = 53;

    /// <summary>Reads the textual form.</summary>
    public static implicit operator ListenAddress(string text) => Parse(text);

    /// <summary>Reads the textual form.</summary>
    /// <exception cref="FormatException">It is none; the message tells what was expected.</exception>
    public static ListenAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int separator = text.IndexOf("://", StringComparison.Ordinal);
        ListenProtocol? protocol = (separator < 0 ? "" : text[..separator]) switch
        {
            "udp" => ListenProtocol.Udp,
            "tcp" => ListenProtocol.Tcp,
            "udp+tcp" => ListenProtocol.UdpAndTcp,
            _ => null,
        };
        string rest = separator < 0 ? "" : text[(separator + 3)..];
        if (protocol is not { } known || !IPEndPoint.TryParse(rest, out IPEndPoint? endPoint))
        {
            throw new FormatException($"'{text}' is no address to listen at: udp://ADDRESS:PORT, tcp://ADDRESS:PORT or udp+tcp://ADDRESS:PORT expected.");
        }

        // IPEndPoint reads a missing port as 0, but 0 written out means "any".
        bool hasPort = rest.StartsWith('[') ? rest.Contains("]:", StringComparison.Ordinal) : rest.Count(character => character == ':') == 1;
        return new ListenAddress(known, hasPort ? endPoint : new IPEndPoint(endPoint.Address, DefaultPort));
    }

    /// <summary>The textual form.</summary>
    public override string ToString() => Protocol switch
    {
        ListenProtocol.Udp => $"udp://{EndPoint}",
        ListenProtocol.Tcp => $"tcp://{EndPoint}",
        _ => $"udp+tcp://{EndPoint}",
    };
}
