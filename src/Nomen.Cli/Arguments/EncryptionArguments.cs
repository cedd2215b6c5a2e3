namespace Nomen.Cli.Arguments;

/// <summary>What the command line says about TLS, HTTPS and QUIC.</summary>
internal sealed record EncryptionArguments
{
    /// <summary>Whether the server must prove who it is (<c>+tls-ca</c>, <c>+tls-hostname</c>); as in dig it need not for <c>+tls</c> alone, but always for <c>@tls://</c>.</summary>
    public bool MustAuthenticate => UseAuthorities || HostName is not null;

    /// <summary>Check the certificate against authorities (<c>+tls-ca</c>).</summary>
    public bool UseAuthorities { get; init; }

    /// <summary>PEM file of the authorities to trust; null for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Name that the certificate must have; null for the server's own.</summary>
    public string? HostName { get; init; }

    /// <summary>PEM file of the client's certificate.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the client's key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Path and query of HTTPS servers; null for the usual one.</summary>
    public string? HttpPath { get; init; }

    /// <summary>Ask with GET rather than POST.</summary>
    public bool UseGet { get; init; }

    /// <summary>HTTP without TLS (<c>+http-plain</c>): for a server behind a proxy that ends TLS.</summary>
    public bool IsPlain { get; init; }
}
