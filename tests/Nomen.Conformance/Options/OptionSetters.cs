using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Nomen.Conformance.Options;

/// <summary>How each option's value fills <see cref="ScenarioOptions"/>.</summary>
internal static class OptionSetters
{
    /// <summary>In front of the name of a file that the block brings along.</summary>
    private const string TemporaryFile = "TEMPFILE_NAME ";

    private const NumberStyles Digits = NumberStyles.AllowLeadingSign;

    private static readonly FrozenDictionary<string, Func<ScenarioOptions, string, ScenarioOptions>> Setters = new Dictionary<string, Func<ScenarioOptions, string, ScenarioOptions>>
    {
        ["stub-addr"] = (o, v) => o with { StubZones = [new ZoneOption { Addresses = [.. o.StubZones.SelectMany(zone => zone.Addresses), v] }] },
        ["stub-name"] = (o, v) => o with { RootServerName = v },
        ["forward-addr"] = (o, v) => o with { ForwardZones = [new ZoneOption { Addresses = [.. o.ForwardZones.SelectMany(zone => zone.Addresses), v] }] },
        ["root-hints"] = (o, v) => o with { RootHints = v.StartsWith(TemporaryFile, StringComparison.Ordinal) ? v[TemporaryFile.Length..] : v },
        ["tcp-upstream"] = (o, v) => o with { TcpUpstream = Switch(v) },
        ["do-ip4"] = (o, v) => o with { UseIPv4 = Switch(v) },
        ["do-ip6"] = (o, v) => o with { UseIPv6 = Switch(v) },
        ["do-not-query-localhost"] = (o, v) => o with { DoNotQueryLocalhost = Switch(v) },
        ["trust-anchor"] = (o, v) => o with { TrustAnchors = o.TrustAnchors.Add(v) },
        ["domain-insecure"] = (o, v) => o with { InsecureDomains = o.InsecureDomains.Add(v) },
        ["val-override-date"] = (o, v) => o with { SignatureTime = Time(v) },
        ["val-override-timestamp"] = (o, v) => o with { SignatureTime = Time(v) },
        ["harden-algo-downgrade"] = (o, v) => o with { HardenAlgorithmDowngrade = Switch(v) },
        ["harden-dnssec-stripped"] = (o, v) => o with { HardenDnssecStripped = Switch(v) },
        ["val-nsec3-keysize-iterations"] = (o, v) => o with { Nsec3Iterations = Numbers(v) },
        ["val-max-restart"] = (o, v) => o with { MaxValidationRestarts = Number(v) },
        ["aggressive-nsec"] = (o, v) => o with { AggressiveNsec = Switch(v) },
        ["dns-error-reporting"] = (o, v) => o with { DnsErrorReporting = Switch(v) },
        ["qname-minimisation"] = (o, v) => o with { QnameMinimisation = Switch(v) },
        ["query-minimization"] = (o, v) => o with { QnameMinimisation = Switch(v) },
        ["target-fetch-policy"] = (o, v) => o with { TargetFetchPolicy = Numbers(v) },
        ["harden-glue"] = (o, v) => o with { HardenGlue = Switch(v) },
        ["harden-below-nxdomain"] = (o, v) => o with { HardenBelowNxDomain = Switch(v) },
        ["harden-referral-path"] = (o, v) => o with { HardenReferralPath = Switch(v) },
        ["harden-unknown-additional"] = (o, v) => o with { HardenUnknownAdditional = Switch(v) },
        ["harden-unverified-glue"] = (o, v) => o with { HardenUnverifiedGlue = Switch(v) },
        ["iter-scrub-promiscuous"] = (o, v) => o with { ScrubPromiscuous = Switch(v) },
        ["iter-scrub-ns"] = (o, v) => o with { MaxNameServers = Number(v) },
        ["max-global-quota"] = (o, v) => o with { MaxUpstreamQueries = Number(v) },
        ["max-query-restarts"] = (o, v) => o with { MaxQueryRestarts = Number(v) },
        ["outbound-msg-retry"] = (o, v) => o with { UpstreamTries = Number(v) },
        ["num-queries-per-thread"] = (o, v) => o with { MaxConcurrentQueries = Number(v) },
        ["private-address"] = (o, v) => o with { PrivateAddresses = o.PrivateAddresses.Add(v) },
        ["private-domain"] = (o, v) => o with { PrivateDomains = o.PrivateDomains.Add(v) },
        ["disable-edns-do"] = (o, v) => o with { DisableDnssecOk = Switch(v) },
        ["module-config"] = (o, v) => o with { Modules = [.. Words(v)] },
        ["msg-cache-size"] = (o, v) => o with { MessageCacheSize = v },
        ["rrset-cache-size"] = (o, v) => o with { RrsetCacheSize = v },
        ["msg-cache-slabs"] = (o, v) => o with { MessageCacheSlabs = Number(v) },
        ["discard-timeout"] = (o, v) => o with { DiscardTimeoutMilliseconds = Number(v) },
        ["minimal-responses"] = (o, v) => o with { MinimalResponses = Switch(v) },
        ["rrset-roundrobin"] = (o, v) => o with { RotateRrsets = Switch(v) },
        ["cache-max-ttl"] = (o, v) => o with { MaxTtl = (uint)Number(v) },
        ["cache-min-ttl"] = (o, v) => o with { MinTtl = (uint)Number(v) },
        ["cache-max-negative-ttl"] = (o, v) => o with { MaxNegativeTtl = (uint)Number(v) },
        ["cache-min-negative-ttl"] = (o, v) => o with { MinNegativeTtl = (uint)Number(v) },
        ["features"] = Feature,
        ["serve-original-ttl"] = (o, v) => o with { ServeOriginalTtl = Switch(v) },
        ["serve-expired"] = (o, v) => o with { ServeExpired = Switch(v) },
        ["serve-expired-client-timeout"] = (o, v) => o with { ServeExpiredClientTimeoutMilliseconds = Number(v) },
        ["serve-expired-reply-ttl"] = (o, v) => o with { ServeExpiredReplyTtl = (uint)Number(v) },
        ["serve-expired-ttl"] = (o, v) => o with { ServeExpiredTtl = (uint)Number(v) },
        ["serve-expired-ttl-reset"] = (o, v) => o with { ServeExpiredTtlReset = Switch(v) },
        ["prefetch"] = (o, v) => o with { Prefetch = Switch(v) },
        ["prefetch-key"] = (o, v) => o with { PrefetchKeys = Switch(v) },
        ["ede"] = (o, v) => o with { ExtendedErrors = Switch(v) },
        ["ede-serve-expired"] = (o, v) => o with { ExtendedErrorsWhenExpired = Switch(v) },
        ["send-client-subnet"] = (o, v) => o with { ClientSubnetServers = o.ClientSubnetServers.Add(v) },
        ["client-subnet-zone"] = (o, v) => o with { ClientSubnetZones = o.ClientSubnetZones.Add(v) },
        ["client-subnet-always-forward"] = (o, v) => o with { AlwaysForwardClientSubnet = Switch(v) },
        ["max-client-subnet-ipv4"] = (o, v) => o with { MaxClientSubnetIPv4 = Number(v) },
        ["max-client-subnet-ipv6"] = (o, v) => o with { MaxClientSubnetIPv6 = Number(v) },
        ["access-control"] = (o, v) => o with { AccessControl = o.AccessControl.Add(v) },
        ["answer-cookie"] = (o, v) => o with { AnswerCookies = Switch(v) },
        ["cookie-secret"] = (o, v) => o with { CookieSecret = v },
        ["edns-tcp-keepalive"] = (o, v) => o with { TcpKeepalive = Switch(v) },
        ["edns-tcp-keepalive-timeout"] = (o, v) => o with { TcpKeepaliveMilliseconds = Number(v) },
        ["nsid"] = (o, v) => o with { Nsid = v },
        ["local-data"] = (o, v) => o with { LocalData = o.LocalData.Add(v) },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Applies one option.</summary>
    /// <exception cref="FormatException">The value means nothing.</exception>
    public static ScenarioOptions Apply(ScenarioOptions options, string key, string value) =>
        Setters.TryGetValue(key, out Func<ScenarioOptions, string, ScenarioOptions>? setter) ? setter(options, value) : throw new FormatException($"{key} does not stand here");

    /// <summary>Reads yes, no, on, off.</summary>
    public static bool TrySwitch(string value, out bool on)
    {
        on = value is "yes" or "on" or "true";
        return on || value is "no" or "off" or "false";
    }

    private static ScenarioOptions Feature(ScenarioOptions options, string value) => value.Split('=', StringSplitOptions.TrimEntries) switch
    {
        ["min_ttl", var ttl] => options with { MinTtl = (uint)Number(ttl) },
        ["max_ttl", var ttl] => options with { MaxTtl = (uint)Number(ttl) },
        _ => throw new FormatException($"no such feature: {value}"),
    };

    private static bool Switch(string value) => TrySwitch(value, out bool on) ? on : throw new FormatException($"expected yes or no, found {value}");

    private static int Number(string value) => int.TryParse(value, Digits, CultureInfo.InvariantCulture, out int number) ? number : throw new FormatException($"expected a number, found {value}");

    private static ImmutableArray<int> Numbers(string value) => [.. Words(value).Select(Number)];

    private static string[] Words(string value) => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads 14 digits of UTC, or seconds since 1970.</summary>
    private static DateTimeOffset Time(string value) =>
        DateTimeOffset.TryParseExact(value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : DateTimeOffset.FromUnixTimeSeconds(Number(value));
}
