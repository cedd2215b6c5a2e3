using System.Collections.Immutable;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nomen.Cli.Arguments;
using Nomen.Client.Https;
using Nomen.Client.Quic;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tls;
using Nomen.Client.Upstreams;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Servers;

/// <summary>Transports over TLS, HTTPS and QUIC, as the command line wants them.</summary>
internal static class EncryptedTransports
{
    /// <exception cref="UsageException">A file of certificates or keys cannot be read, or the path is none.</exception>
    public static IDnsTransport Create(UpstreamServer server, QueryArguments arguments, TransportServices services) => server.Scheme switch
    {
        UpstreamScheme.Tls => Tls(server, arguments, services),
        UpstreamScheme.Quic => Quic(server, arguments, services),
        _ => Https(server, arguments, services),
    };

    /// <summary>The name that the certificate must have: as the flag says, as behind the "#", the server's own.</summary>
    private static string NameOf(UpstreamServer server, QueryArguments arguments) =>
        arguments.Encryption.HostName ?? server.Upstream.AuthenticationName ?? server.Upstream.Host;

    private static MultiStreamTransport Tls(UpstreamServer server, QueryArguments arguments, TransportServices services)
    {
        EncryptionArguments encryption = arguments.Encryption;
        TlsConnectorOptions connect = new()
        {
            AuthenticationName = NameOf(server, arguments),
            Profile = server.MustAuthenticate || encryption.MustAuthenticate ? PrivacyProfile.Strict : PrivacyProfile.Opportunistic,
            TrustedRoots = Authorities(encryption),
            ClientCertificate = ClientCertificate(encryption),
            Tcp = new TcpConnectorOptions { LocalAddress = arguments.Bind },
        };
        MultiStreamTransportOptions options = new() { Timeout = arguments.Timeout, Stream = new StreamTransportOptions { OfferKeepalive = false } };
        return new MultiStreamTransport(new TlsConnector(server.EndPoint, connect, services), options, services);
    }

    /// <summary>HTTPS servers always prove who they are: browsers do not know it otherwise either.</summary>
    private static HttpsTransport Https(UpstreamServer server, QueryArguments arguments, TransportServices services)
    {
        EncryptionArguments encryption = arguments.Encryption;
        bool isPlain = encryption.IsPlain && !server.MustAuthenticate;
        bool isHttp3 = server.Scheme == UpstreamScheme.Http3;
        HttpsTransportOptions options = new()
        {
            Timeout = arguments.Timeout,
            Method = encryption.UseGet ? DohMethod.Get : DohMethod.Post,
            Version = isHttp3 ? HttpVersion.Version30 : HttpVersion.Version20,
            VersionPolicy = isHttp3 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        HttpsConnectionOptions connect = new() { Addresses = [server.EndPoint.Address], TrustedRoots = Authorities(encryption) };
        return new HttpsTransport(Template(server, arguments, isPlain), options, connect, services);
    }

    private static DohTemplate Template(UpstreamServer server, QueryArguments arguments, bool isPlain)
    {
        string name = NameOf(server, arguments);
        string host = name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name;
        string path = server.Upstream.Path ?? arguments.Encryption.HttpPath ?? UpstreamAddress.DefaultPath;
        string text = FormattableString.Invariant($"{(isPlain ? "http" : "https")}://{host}:{server.EndPoint.Port}{(path.StartsWith('/') ? path : '/' + path)}");
        try
        {
            return DohTemplate.Parse(text, isPlain);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"server '{server.Name}': {exception.Message}");
        }
    }

    private static QuicTransport Quic(UpstreamServer server, QueryArguments arguments, TransportServices services)
    {
        QuicTransportOptions options = new()
        {
            Timeout = arguments.Timeout,
            ServerName = NameOf(server, arguments),
            TrustedRoots = Authorities(arguments.Encryption),
        };
        return new QuicTransport(server.EndPoint, options, services);
    }

    private static ImmutableArray<X509Certificate2> Authorities(EncryptionArguments encryption)
    {
        if (encryption.AuthorityFile is not { } file)
        {
            return [];
        }

        X509Certificate2Collection found = [];
        Read(file, () => found.ImportFromPemFile(file));
        return found.Count > 0 ? [.. found] : throw new UsageException($"flag '+tls-ca': '{file}' holds no certificate in PEM");
    }

    private static X509Certificate2? ClientCertificate(EncryptionArguments encryption)
    {
        if (encryption.CertificateFile is not { } file)
        {
            return encryption.KeyFile is null ? null : throw new UsageException("flag '+tls-keyfile' needs '+tls-certfile' beside it");
        }

        X509Certificate2? certificate = null;
        Read(file, () => certificate = X509Certificate2.CreateFromPemFile(file, encryption.KeyFile));
        return certificate;
    }

    private static void Read(string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or AuthenticationException)
        {
            throw new UsageException($"file '{file}': {exception.Message}");
        }
    }
}
