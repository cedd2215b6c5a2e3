using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Interop.Tests.Caching;

/// <summary>An authoritative server that answers each network of a scope with an address of its own: the network's own third octet, and how often anybody asked.</summary>
internal sealed class TailoredTransport(byte scope) : IDnsTransport
{
    private int _asked;

    /// <summary>Questions that reached it.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        int serial = Interlocked.Increment(ref _asked);
        ClientSubnetOption? subnet = request.Edns?.Find<ClientSubnetOption>();
        byte third = subnet?.Address.GetAddressBytes()[2] ?? 0;
        DnsQuestion question = request.Question!.Value;
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(0, request.Opcode, DnsFlags.QR | DnsFlags.AA | (request.Flags & DnsFlags.RD));
        writer.TryWriteQuestion(question);
        writer.TryWriteRecord(DnsSection.Answer, new ResourceRecord(question.Name, 300, new AData(new IPAddress([192, 0, third, (byte)serial]))));
        writer.TryWriteEdns(
            subnet is null ? EdnsRecord.Default : EdnsRecord.Default.With(new ClientSubnetOption(subnet.Address, subnet.SourcePrefixLength, Math.Min(scope, subnet.SourcePrefixLength))), 1232);
        return ValueTask.FromResult(new DnsResponse(DnsMessage.Parse(writer.Written)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
