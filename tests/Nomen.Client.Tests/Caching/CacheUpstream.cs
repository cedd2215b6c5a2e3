using System.Globalization;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Caching;

/// <summary>The transport under the cache: counts, and answers as told.</summary>
internal sealed class CacheUpstream : IDnsTransport
{
    private TaskCompletionSource? _gate;

    public List<DnsRequest> Asked { get; } = [];

    public int Cancelled { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>What it answers; by default one address with a TTL of 300 s.</summary>
    public Func<DnsRequest, DnsResponse> Answer { get; set; } = request => Reply(request, answers: $"{request.Question!.Value.Name} 300 IN A 192.0.2.1");

    /// <summary>A response to a request, records in presentation form.</summary>
    public static DnsResponse Reply(
        DnsRequest request,
        DnsFlags flags = DnsFlags.RA,
        Rcode rcode = Rcode.NoError,
        string answers = "",
        string authority = "",
        string additional = "",
        EdnsRecord? edns = null,
        DnsQuestion? question = null)
    {
        DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
        writer.TryWriteHeader(0x1234, request.Opcode, flags | DnsFlags.QR | (request.Flags & (DnsFlags.RD | DnsFlags.CD)), (Rcode)((int)rcode & 0xf));
        writer.TryWriteQuestion(question ?? request.Question!.Value);
        Write(ref writer, DnsSection.Answer, answers);
        Write(ref writer, DnsSection.Authority, authority);
        Write(ref writer, DnsSection.Additional, additional);
        if (edns is not null || (int)rcode > 0xf)
        {
            writer.TryWriteEdns(edns ?? EdnsRecord.Default, 1232, rcode);
        }

        return new DnsResponse(DnsMessage.Parse(writer.Written)) { Upstream = "udp://192.0.2.53:53", Protocol = DnsProtocol.Udp, Attempts = 1 };
    }

    public static DnsTransportException Failure(TransportFailure failure) => new TransportError(failure) { Upstream = "udp://192.0.2.53:53" }.ToException();

    /// <summary>From here on questions wait for <see cref="Release"/>.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate!.TrySetResult();

    public async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        Asked.Add(request);
        if (_gate is { } gate)
        {
            await using CancellationTokenRegistration registration = cancellationToken.Register(() =>
            {
                Cancelled++;
                gate.TrySetCanceled(cancellationToken);
            });
            await gate.Task;
        }

        return Answer(request);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private static void Write(ref DnsMessageWriter writer, DnsSection section, string lines)
    {
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The TTL is set apart: text knows none of 2^31 and more, the wire does.
            string[] parts = line.Split(' ', 3);
            ResourceRecord record = ResourceRecord.Parse($"{parts[0]} 0 {parts[2]}");
            Assert.True(writer.TryWriteRecord(section, new ResourceRecord(record.Owner, record.Type, record.Class, uint.Parse(parts[1], CultureInfo.InvariantCulture), record.Data)));
        }
    }
}
