using System.Net;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Tls;

/// <summary>Transports over TLS to the lab's servers.</summary>
internal static class TlsLab
{
    /// <summary>Knows the servers by name and trusts their authority.</summary>
    public static TlsConnectorOptions Trusting { get; } = new() { AuthenticationName = LabCertificate.Name, TrustedRoots = [LabCertificate.Authority] };

    /// <summary>One connection.</summary>
    public static StreamTransport Tls(IPEndPoint server, TlsConnectorOptions? options = null, StreamTransportOptions? stream = null) =>
        new(new TlsConnector(server, options ?? Trusting), stream);

    /// <summary>Connections that are opened again when they end.</summary>
    public static MultiStreamTransport TlsConnections(IPEndPoint server, TlsConnectorOptions? options = null, StreamTransportOptions? stream = null) =>
        new(new TlsConnector(server, options ?? Trusting), new MultiStreamTransportOptions { Stream = stream ?? new StreamTransportOptions() });
}
