using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Dns.Text;

/// <summary>How rdata is written as text.</summary>
public sealed record RdataTextFormat
{
    /// <summary>Absolute names, nothing split.</summary>
    public static RdataTextFormat Default { get; } = new();

    /// <summary>Names at or below this are written relative to it; null (the default) writes every name in full.</summary>
    /// <remarks>The text is then only right below a matching <c>$ORIGIN</c>.</remarks>
    public DomainName? Origin { get; init; }

    /// <summary>Characters after which a blank splits hexadecimal and base 64 fields that end the rdata. Default 0, never; 4 to 65,536, dig's is 56.</summary>
    /// <remarks>Split text is easier on the eye and reads back the same; unsplit text is easier to search.</remarks>
    public int ChunkLength { get; init => field = value == 0 ? 0 : Limit.InRange(value, 4, 65536); }
}
