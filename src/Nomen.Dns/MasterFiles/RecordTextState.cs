using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Dns.MasterFiles;

/// <summary>What a record's text leaves out and takes from the lines before it (RFC 1035 section 5.1, RFC 2308 section 4).</summary>
internal sealed class RecordTextState
{
    /// <summary>Owner of the record before; null before the first.</summary>
    public DomainName? Owner { get; set; }

    /// <summary>The class stated last.</summary>
    public DnsClass Class { get; set; } = DnsClass.IN;

    /// <summary>What <c>$TTL</c> said.</summary>
    public uint? DefaultTtl { get; set; }

    /// <summary>The TTL stated last.</summary>
    public uint? LastTtl { get; set; }
}
