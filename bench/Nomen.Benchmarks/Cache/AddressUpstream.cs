using System.Buffers.Binary;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Benchmarks.Cache;

/// <summary>The cheapest upstream there can be: one address for every name, at once.</summary>
internal sealed class AddressUpstream : IDnsTransport
{
    // Pointer to the question's name, A, IN, a TTL of a day, four octets of address.
    private static readonly byte[] Record = [0xc0, 12, 0, 1, 0, 1, 0, 1, 0x51, 0x80, 0, 4, 192, 0, 2, 1];

    /// <summary>How often it was asked.</summary>
    public long Asked { get; private set; }

    /// <summary>Whether it is gone, and every question fails.</summary>
    public bool IsGone { get; set; }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        Asked++;
        if (IsGone)
        {
            return ValueTask.FromException<DnsResponse>(new TransportError(TransportFailure.Timeout).ToException());
        }

        DnsQuestion question = request.Question!.Value;
        byte[] octets = new byte[DnsHeader.Length + question.Name.Length + 4 + Record.Length];
        DnsMessageWriter writer = new(octets);
        writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR | DnsFlags.RD | DnsFlags.RA);
        writer.TryWriteQuestion(question);
        Record.CopyTo(octets.AsSpan(writer.Length));
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(6), 1);
        return DnsMessage.TryAdopt(octets, out DnsMessage? message, out _)
            ? ValueTask.FromResult(new DnsResponse(message))
            : throw new InvalidOperationException("The response is no message.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
