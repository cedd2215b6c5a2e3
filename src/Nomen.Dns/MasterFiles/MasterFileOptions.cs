using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Transports;

namespace Nomen.Dns.MasterFiles;

/// <summary>How a master file is read, and how much of one is taken.</summary>
public sealed record MasterFileOptions
{
    /// <summary>The defaults: no <c>$INCLUDE</c>, no default TTL, origin the root.</summary>
    public static MasterFileOptions Default { get; } = new();

    /// <summary>Completes names without a final dot until <c>$ORIGIN</c> says otherwise (RFC 1035 section 5.1). Default the root; for a zone its apex.</summary>
    public DomainName Origin { get; init; }

    /// <summary>TTL in seconds of records that give none, until <c>$TTL</c> says otherwise (RFC 2308 section 4). Default null: such a record takes the TTL of the one before, an SOA its own minimum, and others are errors. 0 to 2,147,483,647.</summary>
    public uint? DefaultTtl { get; init => field = value is uint ttl ? Limit.InRange(ttl, 0U, (uint)int.MaxValue) : null; }

    /// <summary>Class of records that give none and have none before them. Default IN.</summary>
    public DnsClass DefaultClass { get; init; } = DnsClass.IN;

    /// <summary>Directory that <c>$INCLUDE</c> may read from, symbolic links and <c>..</c> resolved; relative paths start there. Default null: <c>$INCLUDE</c> is an error.</summary>
    /// <remarks>A master file from elsewhere can otherwise read any file that the process can, and show its lines in errors.</remarks>
    public string? IncludeRoot { get; init; }

    /// <summary>Most files open at once, the first one not counted. Default 20; 0 to 20.</summary>
    public int MaxIncludeDepth { get; init => field = Limit.InRange(value, 0, 20); } = 20;

    /// <summary>Longest line in characters. Default 65,536; 256 to 1,048,576.</summary>
    /// <remarks>Bounds the memory that a file without line ends takes. <see cref="MasterFileWriter"/> writes lines below the default.</remarks>
    public int MaxLineLength { get; init => field = Limit.InRange(value, 256, TextEntry.MaxLength); } = TextLexer.DefaultMaxLineLength;

    /// <summary>Most records, those of <c>$GENERATE</c> and <c>$INCLUDE</c> counted. Default unlimited (2^63 - 1); at least 1.</summary>
    /// <remarks>Set it for files that others wrote, when the records are kept in memory.</remarks>
    public long MaxRecords { get; init => field = Limit.InRange(value, 1, long.MaxValue); } = long.MaxValue;

    /// <summary>Most records that all <c>$GENERATE</c> together may make. Default 1,048,576; 0 (none) to 2,147,483,647.</summary>
    /// <remarks>One line can ask for two thousand million records.</remarks>
    public int MaxGenerated { get; init => field = Limit.InRange(value, 0, int.MaxValue); } = 1 << 20;
}
