using Nomen.Dns.Registries;

namespace Nomen.Dns.Edns;

/// <summary>What the info codes of extended DNS errors mean, in the registry's words (RFC 8914 section 5.2).</summary>
public static class ExtendedErrorText
{
    /// <summary>The code's meaning, such as <c>Stale Answer</c>; null for a code without one.</summary>
    public static string? ToDescription(this ExtendedErrorCode code) => code switch
    {
        ExtendedErrorCode.Other => "Other",
        ExtendedErrorCode.UnsupportedDnskeyAlgorithm => "Unsupported DNSKEY Algorithm",
        ExtendedErrorCode.UnsupportedDsDigest => "Unsupported DS Digest Type",
        ExtendedErrorCode.StaleAnswer => "Stale Answer",
        ExtendedErrorCode.ForgedAnswer => "Forged Answer",
        ExtendedErrorCode.DnssecIndeterminate => "DNSSEC Indeterminate",
        ExtendedErrorCode.DnssecBogus => "DNSSEC Bogus",
        ExtendedErrorCode.SignatureExpired => "Signature Expired",
        ExtendedErrorCode.SignatureNotYetValid => "Signature Not Yet Valid",
        ExtendedErrorCode.DnskeyMissing => "DNSKEY Missing",
        ExtendedErrorCode.RrsigsMissing => "RRSIGs Missing",
        ExtendedErrorCode.NoZoneKeyBit => "No Zone Key Bit Set",
        ExtendedErrorCode.NsecMissing => "NSEC Missing",
        ExtendedErrorCode.CachedError => "Cached Error",
        ExtendedErrorCode.NotReady => "Not Ready",
        ExtendedErrorCode.Blocked => "Blocked",
        ExtendedErrorCode.Censored => "Censored",
        ExtendedErrorCode.Filtered => "Filtered",
        ExtendedErrorCode.Prohibited => "Prohibited",
        ExtendedErrorCode.StaleNxDomain => "Stale NXDOMAIN Answer",
        ExtendedErrorCode.NotAuthoritative => "Not Authoritative",
        ExtendedErrorCode.NotSupported => "Not Supported",
        ExtendedErrorCode.NoReachableAuthority => "No Reachable Authority",
        ExtendedErrorCode.NetworkError => "Network Error",
        ExtendedErrorCode.InvalidData => "Invalid Data",
        ExtendedErrorCode.SignatureExpiredBeforeValid => "Signature Expired before Valid",
        ExtendedErrorCode.TooEarly => "Too Early",
        ExtendedErrorCode.UnsupportedNsec3Iterations => "Unsupported NSEC3 Iterations Value",
        ExtendedErrorCode.UnableToConformToPolicy => "Unable to conform to policy",
        ExtendedErrorCode.Synthesized => "Synthesized",
        ExtendedErrorCode.InvalidQueryType => "Invalid Query Type",
        ExtendedErrorCode.RateLimited => "Rate Limited",
        ExtendedErrorCode.OverQuota => "Over Quota",
        ExtendedErrorCode.NegativeTrustAnchor => "Negative Trust Anchor",
        _ => null,
    };
}
