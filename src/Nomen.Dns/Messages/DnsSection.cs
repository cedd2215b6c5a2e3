namespace Nomen.Dns.Messages;

/// <summary>The three sections of a message that hold records (RFC 1035 section 4.1).</summary>
public enum DnsSection
{
    /// <summary>Answer; in UPDATE the prerequisites (RFC 2136 section 2.2).</summary>
    Answer,

    /// <summary>Authority; in UPDATE the changes.</summary>
    Authority,

    /// <summary>Additional, with OPT and TSIG.</summary>
    Additional,
}
