using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Finds the end of a zone transfer from the SOA records in its messages (RFC 5936 section 2.2, RFC 1995 section 4).</summary>
/// <remarks>
/// Pure. AXFR: from a SOA to the same SOA. IXFR: a SOA, then pairs of deletions and additions that each begin with a SOA,
/// then the first SOA again; or one SOA alone, when there is nothing newer; or an AXFR. What the records mean is not looked at.
/// </remarks>
internal sealed class TransferFraming
{
    /// <summary>Octets of the numbers that end SOA rdata, the serial first.</summary>
    private const int SoaNumbersLength = 20;

    private readonly DnsQuestion _question;
    private readonly uint? _clientSerial;
    private Position _position = Position.Start;
    private uint _serial;

    /// <summary>Starts before the first message.</summary>
    public TransferFraming(DnsRequest request)
    {
        _question = request.Question!.Value;
        _clientSerial = request.AuthorityRecords.Select(static record => record.Data).OfType<SoaData>().FirstOrDefault()?.Serial;
    }

    /// <summary>Where the next record stands.</summary>
    private enum Position
    {
        /// <summary>Nothing came yet.</summary>
        Start,

        /// <summary>The first SOA of an IXFR came; the next record tells its kind.</summary>
        AfterFirstSoa,

        /// <summary>In the records of a zone: an AXFR, or an IXFR answered like one.</summary>
        Zone,

        /// <summary>In the deletions of a difference.</summary>
        Deletions,

        /// <summary>In the additions of a difference.</summary>
        Additions,

        /// <summary>The last SOA came.</summary>
        End,
    }

    /// <summary>What is wrong, once a message was <see cref="ReplyStep.Broken"/>.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the next message is the first.</summary>
    public bool IsAtStart => _position == Position.Start;

    /// <summary>Takes the next message.</summary>
    public ReplyStep Handle(DnsMessageView message)
    {
        if (message.Rcode != Rcode.NoError)
        {
            return ReplyStep.Last;
        }

        RecordSection answers = message.Answers;
        Problem = (message.Flags & DnsFlags.TC) != 0 ? "a message was truncated" : answers.Count == 0 ? "a message held no records" : null;
        foreach (RecordView record in answers)
        {
            Problem ??= record.Type == DnsType.SOA ? HandleSoa(record) : HandleOther();
        }

        if (Problem is not null)
        {
            return ReplyStep.Broken;
        }

        return _position == Position.End || IsUpToDate ? ReplyStep.Last : ReplyStep.More;
    }

    /// <summary>
    /// A message that ends after the first SOA of an IXFR: only the client's serial tells "nothing newer" from "the rest
    /// comes in the next message". Without one nothing tells, and the next message or the time-out decides.
    /// </summary>
    private bool IsUpToDate => _position == Position.AfterFirstSoa && _clientSerial is { } ours && (int)(_serial - ours) <= 0;

    private string? HandleSoa(RecordView record)
    {
        if (record.RawData.Length < SoaNumbersLength || !record.Owner.Equals(_question.Name))
        {
            return "a SOA record is not the zone's";
        }

        uint serial = BinaryPrimitives.ReadUInt32BigEndian(record.RawData[^SoaNumbersLength..]);
        bool isFirstAgain = serial == _serial;
        switch (_position)
        {
            case Position.Start:
                _serial = serial;
                _position = _question.Type == DnsType.IXFR ? Position.AfterFirstSoa : Position.Zone;
                return null;
            case Position.Zone when !isFirstAgain:
                return "the last SOA is not the first one";
            case Position.AfterFirstSoa or Position.Additions when !isFirstAgain:
                _position = Position.Deletions;
                return null;
            case Position.Deletions:
                _position = Position.Additions;
                return null;
            case Position.End:
                return "records follow the last SOA";
            default:
                _position = Position.End;
                return null;
        }
    }

    private string? HandleOther()
    {
        switch (_position)
        {
            case Position.Start:
                return "the first record is no SOA";
            case Position.End:
                return "records follow the last SOA";
            case Position.AfterFirstSoa:
                _position = Position.Zone;
                return null;
            default:
                return null;
        }
    }
}
