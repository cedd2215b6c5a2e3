using Nomen.Cli.Arguments;
using Nomen.Client.Transfers;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Query;

/// <summary>The request that a command line describes.</summary>
internal static class QueryRequest
{
    /// <summary>dig advertises this; so does everybody since the flag day of 2020.</summary>
    private const ushort PayloadSize = 1232;

    private const int PlainDatagramLimit = 512;

    /// <summary>The request for one question; for IXFR with the serial in the authority section.</summary>
    public static DnsRequest Create(QueryArguments arguments, DnsQuestion question)
    {
        DnsRequest request = new()
        {
            Question = arguments.HeaderOnly ? null : question,
            Opcode = arguments.Opcode,
            Flags = arguments.Flags,
            Edns = arguments.Edns,
            AuthorityRecords = question.Type == DnsType.IXFR && !arguments.HeaderOnly ? ZoneTransfer.IxfrRequest(question.Name, arguments.IxfrSerial, question.Class).AuthorityRecords : [],
        };

        return arguments.PaddingBlock > 0 && request.Edns is { } edns ? request.With(edns.With(Padding(request, arguments.PaddingBlock))) : request;
    }

    private static PaddingOption Padding(DnsRequest request, int block)
    {
        const int CodeAndLength = 4;
        int length = Compose(request).Length + CodeAndLength;
        return new PaddingOption((block - (length % block)) % block);
    }

    /// <summary>The most octets that a response over UDP may have (RFC 1035 section 4.2.1, RFC 6891 section 6.2.3).</summary>
    public static int DatagramLimit(DnsRequest request) => request.Edns is { } edns ? Math.Max((int)(edns.PayloadSize ?? PayloadSize), PlainDatagramLimit) : PlainDatagramLimit;

    /// <summary>The query's octets with ID 0, for showing.</summary>
    public static DnsMessage Compose(DnsRequest request)
    {
        byte[] buffer = new byte[ushort.MaxValue];
        HopFields hop = new() { Id = 0, PayloadSize = PayloadSize };
        return RequestComposer.TryCompose(request, buffer, hop, out int length)
            ? DnsMessage.Parse(buffer.AsSpan(0, length))
            : throw new InvalidOperationException("A query of 65,535 octets or less was expected.");
    }
}
