using Nomen.Dns.Records;
using Nomen.Dns.Transports;

namespace Nomen.Client.Transfers;

/// <summary>One message of a zone transfer, checked so far as the transfer has come.</summary>
/// <remarks>For whoever handles millions of records: <see cref="Records"/> reads them in place. Nothing may be relied on before the message with a <see cref="Summary"/>.</remarks>
public sealed class TransferMessage
{
    private readonly TransferCursor _start;

    internal TransferMessage(DnsResponse response, TransferCursor start, TransferForm? form, SoaData soa, TransferSummary? summary)
    {
        Response = response;
        _start = start;
        Form = form;
        Soa = soa;
        Summary = summary;
    }

    /// <summary>The message, and where it came from.</summary>
    public DnsResponse Response { get; }

    /// <summary>What the server sends; null while only the first SOA of an IXFR came, so that nothing tells yet.</summary>
    public TransferForm? Form { get; }

    /// <summary>The SOA of the server's version, from the first message on.</summary>
    public SoaData Soa { get; }

    /// <summary>Only of the last message: every check passed, and the transfer is whole.</summary>
    public TransferSummary? Summary { get; }

    /// <summary>The records of the answer section in order, with what each is there for.</summary>
    public TransferRecords Records => new(Response.Message.Answers, _start);
}
