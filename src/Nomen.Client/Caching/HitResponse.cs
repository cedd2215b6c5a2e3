using System.Buffers.Binary;
using System.Collections.Immutable;
using Nomen.Client.Caching.Stale;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Makes the response object of a stored entry: a message of its own for each asker, with an OPT record when the asker allows one.</summary>
internal static class HitResponse
{
    private const int OptFixedLength = 11;
    private const int AdditionalCountOffset = 10;
    private const ushort DnssecOkBit = 0x8000;

    /// <summary>Payload size that the OPT names: the figure of DNS flag day 2020. Nobody above the hop uses it.</summary>
    private const ushort PayloadSize = 1232;

    // What is left of a validation once it is stored: its status.
    private static readonly ImmutableArray<ResponseValidation> Validations =
    [
        .. Enum.GetValues<SecurityStatus>().Select(static status => new ResponseValidation(status, [])),
    ];

    /// <summary>The response for an asker.</summary>
    /// <param name="entry">What is stored.</param>
    /// <param name="request">The asker's request.</param>
    /// <param name="age">Seconds since it was stored.</param>
    /// <param name="source">Where it counts as coming from.</param>
    /// <param name="staleTtl">TTL to show; 0 counts down.</param>
    /// <param name="keepAuthority">AA, for the asker whose question the upstream answered just now.</param>
    public static DnsResponse For(
        CacheEntry entry, DnsRequest request, uint age, AnswerSource source = AnswerSource.Cache, uint staleTtl = 0, DnsFlags keepAuthority = 0)
    {
        bool dnssecOk = request.DnssecOk;
        ReadOnlySpan<byte> errors = (source == AnswerSource.StaleCache ? StaleNotice.OptionsOf(entry) : entry.Extras).Span;
        Span<byte> subnet = stackalloc byte[SubnetEcho.MaxLength];
        subnet = subnet[..SubnetEcho.Write(request, entry.Place, subnet)];
        int length = ResponseRewriter.LengthFor(entry, dnssecOk);

        // The longest messages leave no room: the records count for more than what is said about them.
        bool hasRoom = length + OptFixedLength + errors.Length + subnet.Length <= ushort.MaxValue;
        ReadOnlySpan<byte> options = hasRoom ? errors : [];
        subnet = hasRoom ? subnet : [];
        bool hasOpt = request.Edns is not null && length + OptFixedLength <= ushort.MaxValue;
        byte[] octets = new byte[hasOpt ? length + OptFixedLength + options.Length + subnet.Length : length];
        RewriteTarget target = new()
        {
            Flags = request.Flags,
            DnssecOk = dnssecOk,
            Name = request.Question!.Value.Name.Wire,
            Age = age,
            StaleTtl = staleTtl,
        };
        ResponseRewriter.Write(entry, target, octets.AsSpan(0, length));
        octets[2] |= (byte)((int)keepAuthority >> 8);
        if (hasOpt)
        {
            WriteOpt(octets, length, dnssecOk, options, subnet);
        }

        return DnsMessage.TryAdopt(octets, out DnsMessage? message, out _)
            ? new DnsResponse(message)
            {
                Source = source,
                Validation = SecurityOf(entry, source) is var security and not SecurityStatus.Unchecked ? Validations[(int)security] : null,
                ExtendedErrors = AnswerOptions.Read(errors),
            }
            : throw new DnsTransportException(new TransportError(TransportFailure.Protocol) { Detail = "a cache entry is damaged" });
    }

    /// <summary>A remembered transport failure as this asker's own error.</summary>
    public static TransportError ErrorOf(CacheEntry entry, in DnsQuestion question)
    {
        string upstream = System.Text.Encoding.UTF8.GetString(entry.Extras.Span);
        return new TransportError((TransportFailure)entry.Code)
        {
            Question = question,
            Upstream = upstream.Length == 0 ? null : upstream,
            Detail = "it failed a moment ago and is not tried again yet",
        };
    }

    /// <summary>What a validator found, but for Secure of a stale answer: its signatures may have run out since.</summary>
    private static SecurityStatus SecurityOf(CacheEntry entry, AnswerSource source) =>
        source == AnswerSource.StaleCache && entry.Security == SecurityStatus.Secure ? SecurityStatus.Unchecked : entry.Security;

    private static void WriteOpt(Span<byte> octets, int start, bool dnssecOk, ReadOnlySpan<byte> options, ReadOnlySpan<byte> subnet)
    {
        Span<byte> opt = octets[start..];
        BinaryPrimitives.WriteUInt32BigEndian(opt[1..], ((uint)DnsType.OPT << 16) | PayloadSize);
        BinaryPrimitives.WriteUInt16BigEndian(opt[7..], dnssecOk ? DnssecOkBit : (ushort)0);
        BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)(options.Length + subnet.Length));
        options.CopyTo(opt[OptFixedLength..]);
        subnet.CopyTo(opt[(OptFixedLength + options.Length)..]);
        Span<byte> count = octets[AdditionalCountOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(count, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(count) + 1));
    }
}
