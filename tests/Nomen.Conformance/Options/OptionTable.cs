using System.Collections.Frozen;

namespace Nomen.Conformance.Options;

/// <summary>Every option of FORMAT.md section 8: those that count, and those that are accepted and dropped.</summary>
internal static class OptionTable
{
    /// <summary>Options whose effect is seen in results: all of these fill <see cref="ScenarioOptions"/>.</summary>
    public static FrozenSet<string> Honoured { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "stub-zone", "stub-addr", "stub-name", "stub-prime", "stub-first", "stub-no-cache",
        "forward-zone", "forward-addr", "forward-host", "forward-first", "forward-no-cache", "forward-tcp-upstream", "tcp-upstream", "root-hints",
        "trust-anchor", "AUTOTRUST_FILE", "val-override-date", "val-override-timestamp", "domain-insecure",
        "harden-algo-downgrade", "harden-dnssec-stripped", "val-nsec3-keysize-iterations", "val-max-restart",
        "qname-minimisation", "query-minimization", "target-fetch-policy",
        "harden-glue", "harden-below-nxdomain", "harden-referral-path", "harden-unknown-additional", "harden-unverified-glue",
        "iter-scrub-promiscuous", "iter-scrub-ns", "max-global-quota", "max-query-restarts", "outbound-msg-retry",
        "num-queries-per-thread", "msg-cache-size", "rrset-cache-size", "msg-cache-slabs", "discard-timeout",
        "minimal-responses", "rrset-roundrobin", "cache-max-ttl", "cache-min-ttl", "cache-max-negative-ttl", "cache-min-negative-ttl", "features", "serve-original-ttl",
        "serve-expired", "serve-expired-client-timeout", "serve-expired-reply-ttl", "serve-expired-ttl", "serve-expired-ttl-reset",
        "ede", "ede-serve-expired", "prefetch", "prefetch-key", "aggressive-nsec",
        "send-client-subnet", "client-subnet-zone", "client-subnet-always-forward", "max-client-subnet-ipv4", "max-client-subnet-ipv6", "module-config",
        "access-control", "answer-cookie", "cookie-secret", "edns-tcp-keepalive", "edns-tcp-keepalive-timeout", "nsid", "disable-edns-do", "dns-error-reporting",
        "private-address", "private-domain", "do-not-query-localhost", "do-ip4", "do-ip6", "local-data");

    private static readonly FrozenSet<string> Ignored = FrozenSet.Create(
        StringComparer.Ordinal,
        "fake-sha1", "fake-dsa", "trust-anchor-signaling", "client-subnet-opcode", "local-zone",
        "verbosity", "val-log-level", "directory", "root-key-sentinel");

    /// <summary>Whether an option is accepted and dropped.</summary>
    public static bool IsIgnored(string key) => Ignored.Contains(key) || key.StartsWith("log-", StringComparison.Ordinal);
}
