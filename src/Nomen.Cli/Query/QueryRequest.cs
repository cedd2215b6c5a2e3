using Nomen.Cli.Arguments;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Query;

/// <summary>The request that a command line describes.</summary>
internal static class QueryRequest
{
    /// <summary>dig advertises this; so does everybody since the flag day of 2020.</summary>
    private const ushort PayloadSize = 1232;

    public static DnsRequest Create(QueryArguments arguments, DnsQuestion question) => new()
    {
        Question = arguments.HeaderOnly ? null : question,
        Opcode = arguments.Opcode,
        Flags = arguments.Flags,
        Edns = arguments.Edns,
    };

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
