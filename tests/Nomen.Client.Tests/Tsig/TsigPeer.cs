using System.Net;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Tsig;

/// <summary>A server that knows keys, and has a clock of its own.</summary>
internal sealed class TsigPeer(TimeProvider clock, params TsigKey[] keys)
{
    private readonly Dictionary<DomainName, TsigKey> _keys = keys.ToDictionary(key => key.Name);

    /// <summary>How far its clock is ahead of the client's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>What it found about the requests it got.</summary>
    public List<TsigStatus> Found { get; } = [];

    private ulong Now => (ulong)(clock.GetUtcNow() + Ahead).ToUnixTimeSeconds();

    /// <summary>The answer to a query, signed, or the error about its signature.</summary>
    public byte[] Answer(byte[] query, byte address = 1) => Answers(query, [address])[0];

    /// <summary>A stream of answers, all of them signed.</summary>
    public byte[][] Answers(byte[] query, params byte[] addresses) => Write(query, [.. addresses.Select(address => (ResourceRecord[])[Address(query, address)])]);

    /// <summary>A zone transfer in as many messages as there are serials or zeros: "1, 0, 1" is a SOA, another record, and the SOA again.</summary>
    public byte[][] Zone(byte[] query, params uint[] serials) => Write(query, [.. serials.Select(serial => (ResourceRecord[])[serial == 0 ? Address(query, 7) : Soa(query, serial)])]);

    private static ResourceRecord Address(byte[] query, byte address) => new(OwnerIn(query), DnsType.A, DnsClass.IN, 60, new AData(new IPAddress([192, 0, 2, address])));

    private static ResourceRecord Soa(byte[] query, uint serial) =>
        new(OwnerIn(query), DnsType.SOA, DnsClass.IN, 60, new SoaData(DomainName.Parse("ns.example.com."), DomainName.Parse("host.example.com."), serial, 1, 2, 3, 4));

    private static DomainName OwnerIn(byte[] query) => DnsMessage.Parse(query).Question!.Value.Name;

    private byte[][] Write(byte[] query, ResourceRecord[][] messages)
    {
        DnsMessage asked = DnsMessage.Parse(query);
        TsigServerSession session = TsigServerSession.Verify(asked.View, _keys, Now);
        Found.Add(session.Status);
        return [.. messages.Select(records =>
        {
            DnsMessageWriter writer = new(new byte[1024]);
            writer.TryWriteHeader(asked.Id, Opcode.Query, DnsFlags.QR, session.ResponseCode);
            writer.TryWriteQuestion(asked.Question!.Value);
            foreach (ResourceRecord record in session.Status == TsigStatus.Good ? records : [])
            {
                writer.TryWriteRecord(DnsSection.Answer, record);
            }

            Assert.True(session.TrySign(ref writer, Now));
            return writer.Written.ToArray();
        })];
    }
}
