using System.Collections.Immutable;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Transports;

/// <summary>A message, and how it came about. Immutable.</summary>
public sealed class DnsResponse
{
    // Small fields, in all 8 octets: a response from the cache is to cost no more than 128 beside its message.
    private readonly uint _elapsed;
    private readonly ushort _attempts;

    /// <summary>Wraps a message.</summary>
    public DnsResponse(DnsMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Message = message;
    }

    private DnsResponse(DnsResponse other)
    {
        Message = other.Message;
        Upstream = other.Upstream;
        Protocol = other.Protocol;
        _elapsed = other._elapsed;
        _attempts = other._attempts;
        Source = other.Source;
        Validation = other.Validation;
        ExtendedErrors = other.ExtendedErrors;
    }

    /// <summary>The message. Its ID means nothing above the hop.</summary>
    public DnsMessage Message { get; private init; }

    /// <summary>The server that answered, in its textual form (<c>udp://192.0.2.1:53</c>); null when none did.</summary>
    public string? Upstream { get; init; }

    /// <summary>What carried the response.</summary>
    public DnsProtocol Protocol { get; init; }

    /// <summary>From sending to having the response; of the attempt that succeeded. In whole microseconds, 71 minutes at most.</summary>
    public TimeSpan Elapsed
    {
        get => TimeSpan.FromMicroseconds(_elapsed);
        init => _elapsed = (uint)Math.Clamp(value.Ticks / TimeSpan.TicksPerMicrosecond, 0, uint.MaxValue);
    }

    /// <summary>How many times the request was sent, up to 65,535; 0 when it never left the process.</summary>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = (ushort)Math.Clamp(value, 0, ushort.MaxValue);
    }

    /// <summary>Where it came from.</summary>
    public AnswerSource Source { get; init; }

    /// <summary>What a validator found; null when none ran.</summary>
    public ResponseValidation? Validation { get; init; }

    /// <summary>Extended DNS errors that layers above the hop added; those of the upstream are in <see cref="Message"/>'s OPT.</summary>
    public ImmutableArray<ExtendedError> ExtendedErrors { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Response code, 12 bits.</summary>
    public Rcode Rcode => Message.Rcode;

    /// <summary>DNSSEC status; <see cref="SecurityStatus.Unchecked"/> when no validator ran.</summary>
    public SecurityStatus Security => Validation?.Status ?? SecurityStatus.Unchecked;

    /// <summary>A response made here: QR set, question, RD and CD as in the request, no records.</summary>
    public static DnsResponse For(DnsRequest request, Rcode rcode)
    {
        ArgumentNullException.ThrowIfNull(request);
        Span<byte> buffer = stackalloc byte[512];
        DnsMessageWriter writer = new(buffer);
        DnsFlags echoed = request.Flags & (DnsFlags.RD | DnsFlags.CD);
        writer.TryWriteHeader(0, request.Opcode, DnsFlags.QR | echoed, rcode);
        if (request.Question is { } question)
        {
            writer.TryWriteQuestion(question);
        }

        // An extended code needs an OPT for its upper bits (RFC 6891 section 6.1.3).
        if ((int)rcode > 0xf)
        {
            writer.TryWriteEdns(EdnsRecord.Default, 0, rcode);
        }

        return new DnsResponse(DnsMessage.Parse(writer.Written)) { Source = AnswerSource.Local };
    }

    /// <summary>This response, when its code is NOERROR: for requests that mean to change something (UPDATE, NOTIFY), where any other code is a failure.</summary>
    /// <exception cref="DnsResponseException">It has another code.</exception>
    public DnsResponse EnsureSuccess() => Rcode == Rcode.NoError ? this : throw new DnsResponseException(Rcode, Message.Question);

    /// <summary>A copy with one more extended error.</summary>
    public DnsResponse With(ExtendedError error) => new(this) { ExtendedErrors = ExtendedErrors.Add(error) };

    /// <summary>A copy with another message.</summary>
    public DnsResponse With(DnsMessage message) => new(this) { Message = message };

    /// <summary>A copy with what a validator found.</summary>
    public DnsResponse With(ResponseValidation validation) => new(this) { Validation = validation };

    /// <summary>A copy that names another source.</summary>
    public DnsResponse With(AnswerSource source) => new(this) { Source = source };
}
