using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.ZoneDigests;

namespace Nomen.Client.Transfers;

/// <summary>Checks the messages of one transfer, one by one, and says when it is whole (RFC 5936 section 2.2, RFC 1995 section 4).</summary>
/// <remarks>
/// Pure: no transport, no clock. Trusts no transport below it to have checked anything. Holds no records but those that the
/// digest needs, and those only of a whole zone.
/// </remarks>
internal sealed class TransferInterpreter
{
    private readonly DnsRequest _request;
    private readonly DnsQuestion _question;
    private readonly TransferOptions _options;
    private TransferCursor _cursor;
    private ZoneDigest? _digest;
    private long _records;
    private long _messages;
    private long _octets;

    /// <summary>Starts before the first message.</summary>
    /// <param name="request">An AXFR or IXFR request.</param>
    /// <param name="options">Limits.</param>
    public TransferInterpreter(DnsRequest request, TransferOptions options)
    {
        _request = request;
        _question = request.Question!.Value;
        _options = options;
        _cursor = new TransferCursor(request);
        _digest = options.DigestMemory > 0 ? new ZoneDigest(_question.Name, options.DigestMemory) : null;
    }

    /// <summary>Whether a message came already.</summary>
    public bool HasBegun => _messages > 0;

    /// <summary>Whether the transfer is whole.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Takes the next message.</summary>
    /// <exception cref="TransferException">It breaks the rules, or says that there is no transfer.</exception>
    public TransferMessage Handle(DnsResponse response)
    {
        DnsMessage message = response.Message;
        CheckMessage(message.View);
        _messages++;
        _octets += message.Length;
        if (_octets > _options.MaxOctets)
        {
            throw Error(TransferFailure.TooLarge, $"over {_options.MaxOctets} octets");
        }

        TransferCursor start = _cursor;
        foreach (RecordView record in message.Answers)
        {
            Take(record);
        }

        IsDone = _cursor.IsAtEnd || _cursor.IsUpToDate;
        return new TransferMessage(response, start, Form, _cursor.Opening!, IsDone ? Summarize() : null);
    }

    /// <summary>The stream ended before the transfer did.</summary>
    public TransferException Cut(Exception? cause = null) =>
        Error(TransferFailure.Incomplete, HasBegun ? $"it ended after {_records} records, before the last SOA" : "no message came", cause);

    /// <summary>An error of this transfer.</summary>
    public TransferException Error(TransferFailure failure, string detail, Exception? cause = null) => new(failure, _question.Name, detail, cause);

    private TransferForm? Form => _cursor.IsUpToDate ? TransferForm.UpToDate : _cursor.Form;

    private void CheckMessage(DnsMessageView view)
    {
        string? flaw = IsDone ? "a message follows the last one"
            : (view.Flags & DnsFlags.QR) == 0 || view.Opcode != Opcode.Query ? "a message is no response to a query"
            : IsForeign(view) ? "a message repeats another question"
            : null;
        if (flaw is not null)
        {
            throw Error(TransferFailure.Malformed, flaw);
        }

        if (view.Rcode != Rcode.NoError)
        {
            string detail = $"the server answers {view.Rcode}" + (HasBegun ? $" after {_records} records" : string.Empty);
            throw new TransferException(HasBegun ? TransferFailure.Incomplete : TransferFailure.Refused, _question.Name, detail) { Rcode = view.Rcode };
        }

        // RFC 5936 section 2.2: the answer section holds the zone, and the authority section nothing.
        flaw = (view.Flags & DnsFlags.TC) != 0 ? "a message was truncated"
            : view.Answers.Count == 0 ? "a message held no records"
            : view.Authority.Count != 0 ? "a message has records in the authority section"
            : null;
        if (flaw is not null)
        {
            throw Error(TransferFailure.Malformed, flaw);
        }
    }

    /// <summary>RFC 5936 section 2.2.1: the first message repeats the question, later ones may leave it out. An error alone may always.</summary>
    private bool IsForeign(DnsMessageView view) => ReplyMatcher.Match(_request, view) switch
    {
        ReplyMatch.Answer or ReplyMatch.CaseDiffers or ReplyMatch.BareError => false,
        _ => !HasBegun || view.QuestionCount != 0,
    };

    private void Take(RecordView record)
    {
        string? flaw = record.Class != _question.Class ? $"a record has class {record.Class}"
            : record.Type is DnsType.OPT or (>= DnsType.TKEY and <= DnsType.ANY) ? $"a record of type {record.Type.ToMnemonic()} is not zone data"
            : !record.Owner.IsAtOrBelow(_question.Name) ? "a record is not in the zone"
            : null;
        TransferRole role = default;
        flaw ??= _cursor.Step(record, out role);
        if (flaw is not null)
        {
            throw Error(TransferFailure.Malformed, $"{flaw}; record {_records + 1}: {record.Type.ToMnemonic()}");
        }

        if (++_records > _options.MaxRecords)
        {
            throw Error(TransferFailure.TooLarge, $"over {_options.MaxRecords} records");
        }

        if (role != TransferRole.Closing && _cursor.Form != TransferForm.Incremental)
        {
            _digest?.Add(record);
        }
    }

    private TransferSummary Summarize()
    {
        uint serial = _cursor.Opening!.Serial;
        ZoneDigestVerdict verdict = Form == TransferForm.Full && _digest is not null ? _digest.Verify(serial) : ZoneDigestVerdict.NotChecked;
        _digest = null;
        return verdict != ZoneDigestVerdict.Mismatch
            ? new TransferSummary(Form!.Value, serial, _records, _messages, _octets, verdict)
            : throw Error(TransferFailure.DigestMismatch, "the zone is not the one that its ZONEMD record was made of");
    }
}
