using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Transports;

namespace Nomen.Dns.MasterFiles;

/// <summary>How records are written as a master file.</summary>
public sealed record MasterFileWriterOptions
{
    /// <summary>Absolute names, TTLs in seconds, one line a record.</summary>
    public static MasterFileWriterOptions Default { get; } = new();

    /// <summary>Written as <c>$ORIGIN</c> first; names at or below it are then relative. Default null: every name in full.</summary>
    public DomainName? Origin { get; init; }

    /// <summary>TTLs as <c>1h30m</c> instead of <c>5400</c>. Default false: other software takes seconds everywhere.</summary>
    public bool UseTtlUnits { get; init; }

    /// <summary>As <see cref="RdataTextFormat.ChunkLength"/>: characters after which a blank splits long fields. Default 0, never; 4 to 65,536.</summary>
    public int ChunkLength { get; init => field = value == 0 ? 0 : Limit.InRange(value, 4, 65536); }
}
