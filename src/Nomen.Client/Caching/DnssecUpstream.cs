namespace Nomen.Client.Caching;

/// <summary>How a cache asks its upstream for DNSSEC records.</summary>
public enum DnssecUpstream
{
    /// <summary>As its asker does: one question may be kept in up to three variants (DO, AD, neither).</summary>
    AsAsked,

    /// <summary>Always with DO, leaving the records out for those who did not ask for them: one variant serves all. For a server with a validator underneath.</summary>
    AlwaysDnssec,
}
