using Nomen.Client.Transfers;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Finds the end of a zone transfer in its messages, for the transport that receives them.</summary>
/// <remarks>Pure. What the records mean is up to <see cref="TransferCursor"/>; here it only counts whether more messages are to come.</remarks>
internal sealed class TransferFraming(DnsRequest request)
{
    private TransferCursor _cursor = new(request);

    /// <summary>What is wrong, once a message was <see cref="ReplyStep.Broken"/>.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the next message is the first.</summary>
    public bool IsAtStart => _cursor.IsAtStart;

    /// <summary>Takes the next message.</summary>
    public ReplyStep Handle(DnsMessageView message)
    {
        if (message.Rcode != Rcode.NoError && IsAtStart)
        {
            return ReplyStep.Last;
        }

        Problem = Check(message);
        if (Problem is not null)
        {
            return ReplyStep.Broken;
        }

        return _cursor.IsAtEnd || _cursor.IsUpToDate ? ReplyStep.Last : ReplyStep.More;
    }

    private string? Check(DnsMessageView message)
    {
        RecordSection answers = message.Answers;

        // RFC 5936 section 2.2: an error in the middle ends the transfer, and what came is not the zone.
        string? problem = message.Rcode != Rcode.NoError ? $"the server gave up with {message.Rcode}"
            : (message.Flags & DnsFlags.TC) != 0 ? "a message was truncated"
            : answers.Count == 0 ? "a message held no records"
            : null;
        foreach (RecordView record in answers)
        {
            if (problem is not null)
            {
                break;
            }

            problem = _cursor.Step(record, out _);
        }

        return problem;
    }
}
