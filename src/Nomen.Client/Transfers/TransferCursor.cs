using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Transfers;

/// <summary>A place between two records of a transfer: tells what the next one is there for (RFC 5936 section 2.2, RFC 1995 section 4).</summary>
/// <remarks>
/// The one state machine of transfers: transports find their end with it, and readers their meaning. Pure. A value: a copy taken
/// before a message tells the roles of its records again.
/// </remarks>
internal struct TransferCursor
{
    private readonly DomainName _zone;
    private readonly DnsType _requested;
    private readonly uint? _clientSerial;
    private Position _position;
    private uint _chain;

    /// <summary>Starts before the first record.</summary>
    /// <param name="request">The AXFR or IXFR request; the latter's SOA tells which version the client has.</param>
    public TransferCursor(DnsRequest request)
    {
        DnsQuestion question = request.Question!.Value;
        _zone = question.Name;
        _requested = question.Type;
        _clientSerial = request.AuthorityRecords.Select(static record => record.Data).OfType<SoaData>().FirstOrDefault()?.Serial;
    }

    /// <summary>Where the next record stands.</summary>
    private enum Position
    {
        /// <summary>Nothing came yet.</summary>
        Start,

        /// <summary>The first SOA of an IXFR came; the next record tells its form.</summary>
        AfterOpening,

        /// <summary>In the records of a zone: an AXFR, or an IXFR answered like one.</summary>
        Zone,

        /// <summary>In the removals of a difference.</summary>
        Removals,

        /// <summary>In the additions of a difference.</summary>
        Additions,

        /// <summary>The closing SOA came.</summary>
        End,
    }

    /// <summary>Whether no record came yet.</summary>
    public readonly bool IsAtStart => _position == Position.Start;

    /// <summary>Whether the closing SOA came.</summary>
    public readonly bool IsAtEnd => _position == Position.End;

    /// <summary>
    /// At the end of a message: whether it said "nothing newer". Only the client's serial tells that from "the rest comes in the
    /// next message", or over UDP "ask over TCP". Without one nothing tells, and the next message or the time-out decides.
    /// </summary>
    public readonly bool IsUpToDate => _position == Position.AfterOpening && _clientSerial is { } ours && !IsNewer(Opening!.Serial, ours);

    /// <summary>The form; null as long as only an IXFR's second record can tell.</summary>
    public TransferForm? Form { get; private set; }

    /// <summary>The first SOA; null at the start.</summary>
    public SoaData? Opening { get; private set; }

    /// <summary>Serial arithmetic (RFC 1982 section 3.2).</summary>
    public static bool IsNewer(uint serial, uint other) => (int)(serial - other) > 0;

    /// <summary>Takes the next record; returns what is wrong, or null.</summary>
    public string? Step(RecordView record, out TransferRole role)
    {
        if (record.Type == DnsType.SOA)
        {
            role = default;
            return record.Owner.Equals(_zone) && record.TryGetData(out SoaData? soa) ? StepSoa(soa, out role) : "a SOA record is not the zone's";
        }

        role = _position == Position.Removals ? TransferRole.Removed : TransferRole.Added;
        switch (_position)
        {
            case Position.Start:
                return "the first record is no SOA";
            case Position.End:
                return "records follow the last SOA";
            case Position.AfterOpening:
                _position = Position.Zone;
                Form = TransferForm.Full;
                return null;
            default:
                return null;
        }
    }

    private string? StepSoa(SoaData soa, out TransferRole role)
    {
        role = TransferRole.Closing;
        switch (_position)
        {
            case Position.Start:
                role = TransferRole.Opening;
                Opening = soa;
                Form = _requested == DnsType.IXFR ? null : TransferForm.Full;
                _position = _requested == DnsType.IXFR ? Position.AfterOpening : Position.Zone;
                return null;
            case Position.AfterOpening when soa.Serial != Opening!.Serial:
                Form = TransferForm.Incremental;
                role = TransferRole.Removed;
                return BeginDifference(soa.Serial, _clientSerial ?? soa.Serial);
            case Position.Removals:
                role = TransferRole.Added;
                return BeginAdditions(soa);
            case Position.Additions when _chain != Opening!.Serial:
                role = TransferRole.Removed;
                return BeginDifference(soa.Serial, _chain);
            case Position.End:
                return "records follow the last SOA";
            default:
                Form ??= TransferForm.Full;
                _position = Position.End;
                return soa == Opening ? null : "the last SOA is not the first one";
        }
    }

    private string? BeginDifference(uint serial, uint expected)
    {
        _position = Position.Removals;
        _chain = serial;
        return serial == expected ? null : $"a difference starts from serial {serial}, not from {expected}";
    }

    private string? BeginAdditions(SoaData soa)
    {
        bool isNewer = IsNewer(soa.Serial, _chain);
        _position = Position.Additions;
        _chain = soa.Serial;
        return !isNewer ? "a difference leads to a serial that is not newer"
            : soa.Serial == Opening!.Serial && soa != Opening ? "the last SOA is not the first one"
            : null;
    }
}
