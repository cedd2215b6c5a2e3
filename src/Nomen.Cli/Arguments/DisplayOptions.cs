namespace Nomen.Cli.Arguments;

/// <summary>What dig's display flags say.</summary>
internal sealed record DisplayOptions
{
    /// <summary>dig's <see cref="Split"/> when the command line says nothing.</summary>
    public const int DefaultSplit = 56;

    public bool Command { get; init; } = true;

    public bool Comments { get; init; } = true;

    public bool Question { get; init; } = true;

    public bool Answer { get; init; } = true;

    public bool Authority { get; init; } = true;

    public bool Additional { get; init; } = true;

    public bool Stats { get; init; } = true;

    public bool Ttl { get; init; } = true;

    public bool TtlUnits { get; init; }

    public bool Class { get; init; } = true;

    public bool Crypto { get; init; } = true;

    public bool UnknownFormat { get; init; }

    public bool Multiline { get; init; }

    /// <summary>Whether keys are told by their tags in comments; null for as <see cref="Multiline"/> says.</summary>
    public bool? RecordComments { get; init; }

    public bool Identify { get; init; }

    public bool ShowQuery { get; init; }

    /// <summary>Of a transferred zone, the SOA only once.</summary>
    public bool OneSoa { get; init; }

    /// <summary>Characters in a chunk of hex or base64; 0 for no chunks.</summary>
    public int Split { get; init; } = DefaultSplit;

    /// <summary>The first line, all sections, comments and figures, or nothing (<c>+all</c>).</summary>
    public DisplayOptions WithAll(bool on) => this with { Command = on, Comments = on, Question = on, Answer = on, Authority = on, Additional = on, Stats = on };
}
