using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Tls;

/// <summary>Decides on the certificate of one handshake, and keeps the reason (RFC 8310 sections 6.4 to 6.6 and 8.1).</summary>
/// <param name="name">The name or address that it must have; null when only its key counts.</param>
/// <param name="pins">Keys of which one must be its own, or on its path when that is checked; empty for any.</param>
/// <param name="profile">Whether a complaint refuses it.</param>
internal sealed class CertificateCheck(string? name, ImmutableArray<SpkiPin> pins, PrivacyProfile profile)
{
    /// <summary>Whether there was a handshake that came so far.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Why the server did not prove who it is; null when it did, and before it was asked.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Whether the handshake goes on: what <see cref="SslStream"/> asks.</summary>
    public bool Accept(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        WasAsked = true;
        Complaint = certificate is null ? "the server sent no certificate" : Examine(certificate, chain, errors);
        return Complaint is null || profile == PrivacyProfile.Opportunistic;
    }

    private string? Examine(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (name is null && pins.IsEmpty)
        {
            return "there is nothing to know it by";
        }

        // RFC 8310 section 6.4: with a name and pins, both must fit.
        return (name is null ? null : ExaminePath(certificate, chain, errors)) ?? (pins.IsEmpty ? null : ExamineKeys(certificate, chain));
    }

    private string? ExaminePath(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return CertificateText.OfPath(certificate, chain?.ChainStatus ?? []);
        }

        // RFC 8310 section 8.1: the subject field must not be looked at, which the system's own comparison does.
        return certificate.MatchesHostname(name!, allowWildcards: true, allowCommonName: false) ? null : CertificateText.OfNames(certificate, name!);
    }

    /// <summary>Without a checked path the keys above the server's own prove nothing: anybody may send any certificates.</summary>
    private string? ExamineKeys(X509Certificate2 certificate, X509Chain? chain)
    {
        var own = SpkiPin.Of(certificate);
        bool fits = pins.Contains(own)
            || (name is not null && chain is not null && chain.ChainElements.Any(element => pins.Contains(SpkiPin.Of(element.Certificate))));
        return fits ? null : $"its key has none of the pins: it is {own}";
    }
}
