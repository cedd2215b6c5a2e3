using System.Collections.Immutable;
using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Cli.Servers;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Arguments;

/// <summary>A command line as understood: what to ask, whom, how, and how to show it.</summary>
internal sealed record QueryArguments
{
    /// <summary>The questions in order.</summary>
    public ImmutableArray<DnsQuestion> Questions { get; init; } = [];

    /// <summary>Serial that IXFR asks from (<c>IXFR=2026112101</c>).</summary>
    public uint IxfrSerial { get; init; }

    /// <summary>The servers as written; empty for the system's.</summary>
    public ImmutableArray<ServerWord> Servers { get; init; } = [];

    /// <summary>The arguments as typed, for the first line of dig's format.</summary>
    public string CommandLine { get; init; } = string.Empty;

    /// <summary>Whether a line of the same batch file had its banner before: this one has a shorter one.</summary>
    public bool FollowsBanner { get; init; }

    /// <summary>Port for servers that name none (<c>-p</c>).</summary>
    public int? Port { get; init; }

    /// <summary>Local address to send from (<c>-b</c>).</summary>
    public IPAddress? Bind { get; init; }

    /// <summary>Address family to use (<c>-4</c>, <c>-6</c>); null for any.</summary>
    public System.Net.Sockets.AddressFamily? Family { get; init; }

    /// <summary>Header flags of the query. dig sets AD besides RD.</summary>
    public DnsFlags Flags { get; init; } = DnsFlags.RD | DnsFlags.AD;

    /// <summary>Opcode of the query.</summary>
    public Opcode Opcode { get; init; }

    /// <summary>EDNS of the query; null for none.</summary>
    public EdnsRecord? Edns { get; init; } = EdnsRecord.Default;

    /// <summary>Whether a query with an OPT carries a cookie, drawn at random where none was given (<c>+nocookie</c>).</summary>
    public bool Cookie { get; init; } = true;

    /// <summary>Length in octets to a multiple of which the query is padded; 0 for no padding.</summary>
    public int PaddingBlock { get; init; }

    /// <summary>Send a header without a question.</summary>
    public bool HeaderOnly { get; init; }

    /// <summary>TCP from the start; null lets each kind of query decide.</summary>
    public bool? UseTcp { get; init; }

    /// <summary>How servers are asked whose word has no scheme (<c>+tls</c>, <c>+https</c>, <c>+quic</c>); null for UDP and TCP.</summary>
    public UpstreamScheme? Scheme { get; init; }

    /// <summary>TLS, HTTPS and QUIC.</summary>
    public EncryptionArguments Encryption { get; init; } = new();

    /// <summary>Key that signs what is sent (<c>-y</c>, <c>-k</c>); null for unsigned.</summary>
    public TsigKey? Key { get; init; }

    /// <summary>Show a truncated answer instead of asking over TCP.</summary>
    public bool IgnoreTruncation { get; init; }

    /// <summary>Time to wait for a server, each send.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a query is sent over UDP.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Which parts are shown, and how.</summary>
    public DisplayOptions Display { get; init; } = new();

    /// <summary>Output format; null for pretty on a terminal and dig's otherwise.</summary>
    public OutputFormat? Format { get; init; }

    /// <summary>Exit codes tell more than "an answer came" (<c>--fail</c>).</summary>
    public FailSelection Fail { get; init; } = FailSelection.None;

    /// <summary>Whether colours may be used.</summary>
    public ColorMode Color { get; init; }

    /// <summary>File with one query a line (<c>-f</c>); "-" for standard input.</summary>
    public string? BatchFile { get; init; }

    /// <summary>Compose and show the query, send nothing (<c>--dry-run</c>).</summary>
    public bool DryRun { get; init; }
}
