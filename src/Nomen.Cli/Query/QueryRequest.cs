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

    /// <summary>The same as dig sends it, with a cookie, unless there is one, there are to be none, or the query is signed, which proves more.</summary>
    /// <exception cref="UsageException">The question asks for a zone, which is no single response.</exception>
    public static DnsRequest CreateWithCookie(QueryArguments arguments, DnsQuestion question)
    {
        if (arguments is not { Cookie: true, Key: null, Edns: { } edns } || edns.Options.Any(static option => option.Code == EdnsOptionCode.Cookie))
        {
            return Create(arguments, question);
        }

        // dig's place for it, which shows with +qr.
        int place = edns.Options.TakeWhile(static option => option.Code is EdnsOptionCode.Nsid or EdnsOptionCode.ClientSubnet).Count();
        EdnsRecord withCookie = edns with { Options = edns.Options.Insert(place, new CookieOption(Values.Cookie(null))) };
        return Create(arguments with { Edns = withCookie }, question);
    }

    /// <summary>The request with the cookie that came with BADCOOKIE (RFC 7873 section 5.3); null for any other response, and when none came.</summary>
    public static DnsRequest? AfterBadCookie(DnsRequest request, DnsResponse response)
    {
        if (response.Rcode != Rcode.BadCookie || request.Edns is not { } edns || ClientCookie(request) is not { IsEmpty: false } client
            || response.Message.Edns?.Find<CookieOption>() is not { Server.IsEmpty: false } cookie || !cookie.Client.Span.SequenceEqual(client))
        {
            return null;
        }

        return request.With(edns with { Options = [.. edns.Options.Select(option => option.Code == EdnsOptionCode.Cookie ? cookie : option)] });
    }

    /// <summary>The client's part of the cookie that a request carries; empty for none.</summary>
    public static ReadOnlySpan<byte> ClientCookie(DnsRequest request)
    {
        EdnsOption? option = request.Edns?.Options.FirstOrDefault(static option => option.Code == EdnsOptionCode.Cookie);
        return option is OctetsOption { Data.Length: >= CookieOption.ClientLength } cookie ? cookie.Data.Span[..CookieOption.ClientLength] : [];
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
