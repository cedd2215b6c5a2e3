using System.Collections.Immutable;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Transports;

/// <summary>What is asked of a transport: opcode, flags, at most one question, records (IXFR, UPDATE), EDNS. Immutable: a layer makes a changed copy.</summary>
/// <remarks>ID, letter case, payload size, cookie, keepalive and padding belong to the hop that owns the socket; they are added when it composes each transmission.</remarks>
public sealed class DnsRequest
{
    /// <summary>A request with a question.</summary>
    public DnsRequest(DnsQuestion question)
        : this() => Question = question;

    /// <summary>A request without a question.</summary>
    public DnsRequest()
    {
    }

    private DnsRequest(DnsRequest other)
    {
        Opcode = other.Opcode;
        Flags = other.Flags;
        Question = other.Question;
        AnswerRecords = other.AnswerRecords;
        AuthorityRecords = other.AuthorityRecords;
        AdditionalRecords = other.AdditionalRecords;
        Edns = other.Edns;
        Context = other.Context;
        Protection = other.Protection;
    }

    /// <summary>Kind of request. Default <see cref="Opcode.Query"/>.</summary>
    public Opcode Opcode { get; init; }

    /// <summary>Flags. Default RD.</summary>
    public DnsFlags Flags { get; init; } = DnsFlags.RD;

    /// <summary>The question; in UPDATE the zone (RFC 2136 section 2.3).</summary>
    public DnsQuestion? Question { get; init; }

    /// <summary>Records of the answer section (in UPDATE: prerequisites). Default none.</summary>
    public ImmutableArray<ResourceRecord> AnswerRecords { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Records of the authority section (in UPDATE: changes; in IXFR: the client's SOA). Default none.</summary>
    public ImmutableArray<ResourceRecord> AuthorityRecords { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Records of the additional section, without OPT and TSIG. Default none.</summary>
    public ImmutableArray<ResourceRecord> AdditionalRecords { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>EDNS as asked for. Default an OPT whose size the hop decides; null means that no layer may add an OPT.</summary>
    public EdnsRecord? Edns { get; init; } = EdnsRecord.Default;

    /// <summary>Deadline, budget and what else belongs to the one client query; null when nobody made one.</summary>
    public QueryContext? Context { get; init; }

    /// <summary>How to sign it; null for not at all.</summary>
    public IRequestProtection? Protection { get; init; }

    /// <summary>Whether it is what caches, validators and resolvers handle: opcode QUERY, one question, no records. They pass anything else through untouched.</summary>
    public bool IsPlainQuery =>
        Opcode == Opcode.Query && Question is { Type: not (DnsType.AXFR or DnsType.IXFR) }
        && AnswerRecords.IsEmpty && AuthorityRecords.IsEmpty && AdditionalRecords.IsEmpty;

    /// <summary>Whether it asks for a zone transfer (AXFR or IXFR).</summary>
    public bool IsTransfer => Opcode == Opcode.Query && Question is { Type: DnsType.AXFR or DnsType.IXFR };

    /// <summary>Whether it may be sent twice without harm: all but UPDATE, which a lost response does not undo (RFC 2136 section 2.4: its prerequisites may fail the second time).</summary>
    /// <remarks>What may not be repeated is never sent again, hedged, or moved to another upstream once it may have arrived.</remarks>
    public bool IsRepeatable => Opcode != Opcode.Update;

    /// <summary>Whether DNSSEC records are wanted.</summary>
    public bool DnssecOk => Edns is { DnssecOk: true };

    /// <summary>A recursive query: RD set, EDNS on.</summary>
    public static DnsRequest Query(DomainName name, DnsType type, DnsClass @class = DnsClass.IN) => new(new DnsQuestion(name, type, @class));

    /// <summary>A recursive query for a name in presentation form.</summary>
    /// <exception cref="Errors.DnsTextException">The text is no name.</exception>
    public static DnsRequest Query(string name, DnsType type, DnsClass @class = DnsClass.IN) => Query(DomainName.Parse(name), type, @class);

    /// <summary>A copy that asks something else.</summary>
    public DnsRequest With(DnsQuestion question) => new(this) { Question = question };

    /// <summary>A copy with other flags.</summary>
    public DnsRequest With(DnsFlags flags) => new(this) { Flags = flags };

    /// <summary>A copy with other EDNS; null for none.</summary>
    public DnsRequest With(EdnsRecord? edns) => new(this) { Edns = edns };

    /// <summary>A copy in another context.</summary>
    public DnsRequest With(QueryContext? context) => new(this) { Context = context };

    /// <summary>A copy that is signed.</summary>
    public DnsRequest With(IRequestProtection? protection) => new(this) { Protection = protection };

    /// <summary>Opcode and question, for a person.</summary>
    public override string ToString() => Opcode == Opcode.Query ? $"{Question}" : $"{Opcode} {Question}";
}
