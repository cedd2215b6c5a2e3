using Nomen.Conformance.Matching;
using Nomen.Conformance.Wire;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Devices;

/// <summary>A client transport as the device: each query of the scenario is one request.</summary>
internal sealed class TransportDevice(IDnsTransport transport) : IScenarioDevice
{
    /// <inheritdoc/>
    public async Task AskAsync(ClientQuery query, Action<DeviceAnswer> onAnswer)
    {
        try
        {
            DnsResponse response = await transport.SendAsync(RequestOf(query));
            onAnswer(Read(query, response));
        }
        catch (DnsTransportException error)
        {
            onAnswer(new DeviceAnswer(query.Client, Subject: null, "no-answer", error.Message));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private static DeviceAnswer Read(ClientQuery query, DnsResponse response)
    {
        // The octets are read again, without the product's code: a fault in its reader cannot hide itself.
        PlainMessage message = PlainReader.Read(response.Message.Octets.Span);
        return ReaderAgreement.Differs(response.Message, message) is { } differs
            ? new DeviceAnswer(query.Client, Subject: null, "answer-mismatch", $"the readers disagree: {differs}")
            : new DeviceAnswer(query.Client, MatchSubject.Of(message, response.Protocol != DnsProtocol.Udp));
    }

    private static DnsRequest RequestOf(ClientQuery asked)
    {
        PlainMessage query = asked.Message;
        PlainQuestion question = query.Questions[0];
        return new DnsRequest(new DnsQuestion(DomainName.FromWire(question.Name), (DnsType)question.Type, (DnsClass)question.Class))
        {
            Opcode = (Opcode)query.Opcode,
            Flags = (DnsFlags)query.Flags,
            Edns = asked.IsExact && query.Edns is null ? null : EdnsRecord.Default with
            {
                DnssecOk = (query.Edns?.Flags & PlainEdns.DnssecOk) > 0,
                Options = [.. (query.Edns?.Options ?? []).Select(option => new UnknownOption((EdnsOptionCode)option.Code, option.Data))],
            },
        };
    }
}
