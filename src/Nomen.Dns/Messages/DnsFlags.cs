namespace Nomen.Dns.Messages;

/// <summary>Flags of the header, at the place that they have in its second 16 bits (RFC 1035 section 4.1.1, RFC 4035 section 3.2).</summary>
[Flags]
public enum DnsFlags : ushort
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Checking disabled: the asker validates by itself.</summary>
    CD = 0x0010,

    /// <summary>Authentic data: in a response, all of answer and authority is Secure.</summary>
    AD = 0x0020,

    /// <summary>Reserved; zero when sent, ignored when received.</summary>
    Z = 0x0040,

    /// <summary>Recursion available.</summary>
    RA = 0x0080,

    /// <summary>Recursion desired.</summary>
    RD = 0x0100,

    /// <summary>Truncated.</summary>
    TC = 0x0200,

    /// <summary>Authoritative answer.</summary>
    AA = 0x0400,

    /// <summary>Response.</summary>
    QR = 0x8000,
}
