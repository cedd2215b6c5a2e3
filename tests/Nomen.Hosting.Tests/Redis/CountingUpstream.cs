using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Hosting.Tests.Redis;

/// <summary>Answers every question with one address, and counts.</summary>
internal sealed class CountingUpstream : IDnsTransport
{
    private int _asked;

    public int Asked => _asked;

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _asked);
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR | DnsFlags.RA, Rcode.NoError);
        writer.TryWriteQuestion(request.Question!.Value);
        writer.TryWriteRecord(DnsSection.Answer, ResourceRecord.Parse($"{request.Question.Value.Name} 300 IN A 192.0.2.1"));
        return ValueTask.FromResult(new DnsResponse(DnsMessage.Parse(writer.Written)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
