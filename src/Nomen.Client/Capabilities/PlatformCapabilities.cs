using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Client.Quic;

namespace Nomen.Client.Capabilities;

/// <summary>Finds out what transports can do on this machine, by trying it. Talks to nobody but the machine itself, on its loopback interface.</summary>
public static class PlatformCapabilities
{
    /// <summary>Tries everything; takes some milliseconds, and never throws for what is missing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One entry for each capability, always the same ones in the same order.</returns>
    public static async Task<ImmutableArray<PlatformCapability>> ProbeAsync(CancellationToken cancellationToken = default)
    {
        ImmutableArray<PlatformCapability>.Builder found = ImmutableArray.CreateBuilder<PlatformCapability>();
        found.Add(SocketProbe.Family("IPv4", AddressFamily.InterNetwork));
        found.Add(SocketProbe.Family("IPv6", AddressFamily.InterNetworkV6));
        found.Add(await SocketProbe.UdpAsync(cancellationToken));
        found.Add(SocketProbe.NoFragments());
        found.Add(await SocketProbe.TcpAsync(cancellationToken));
        found.Add(await TlsProbe.RunAsync("TLS 1.2", SslProtocols.Tls12, cancellationToken));
        found.Add(await TlsProbe.RunAsync("TLS 1.3", SslProtocols.Tls13, cancellationToken));

        // HTTP/2 itself is managed code: all it needs from the platform is TLS that agrees on "h2".
        found.Add(await TlsProbe.RunAsync("HTTPS (HTTP/2)", SslProtocols.None, cancellationToken));
        found.Add(Quic("HTTPS (HTTP/3)"));
        found.Add(Quic("QUIC"));
        found.AddRange(AlgorithmProbe.All());
        return found.ToImmutable();
    }

    private static PlatformCapability Quic(string name) => QuicSupport.IsSupported
        ? new PlatformCapability(name, true)
        : new PlatformCapability(name, false, QuicSupport.Missing);
}
