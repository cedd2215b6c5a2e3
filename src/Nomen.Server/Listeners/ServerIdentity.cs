using System.Diagnostics.CodeAnalysis;
using System.Text;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Server.Listeners;

/// <summary>What a server tells of itself to TXT queries of class CH (RFC 4892): <c>version.bind</c>, <c>version.server</c>, <c>id.server</c>, <c>hostname.bind</c>.</summary>
internal static class ServerIdentity
{
    private static readonly DomainName[] VersionNames = [DomainName.Parse("version.bind."), DomainName.Parse("version.server.")];
    private static readonly DomainName[] IdentityNames = [DomainName.Parse("id.server."), DomainName.Parse("hostname.bind.")];

    public static bool TryAnswer(in QueryGate gate, DnsServerOptions options, [NotNullWhen(true)] out DnsMessage? answer)
    {
        gate.Message.TryGetQuestion(out DnsQuestion question);
        string? text = VersionNames.Contains(question.Name) ? options.Version : IdentityNames.Contains(question.Name) ? options.Identity : null;
        if (text is null || question.Type != DnsType.TXT)
        {
            answer = null;
            return false;
        }

        byte[] octets = Encoding.UTF8.GetBytes(text);
        ResourceRecord record = new(question.Name, DnsType.TXT, DnsClass.CH, 0, new TxtData([octets]));
        DnsMessageWriter writer = new(stackalloc byte[1024]);
        writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR | DnsFlags.AA);
        writer.TryWriteQuestion(question);
        writer.TryWriteRecord(DnsSection.Answer, record);
        answer = DnsMessage.Parse(writer.Written);
        return true;
    }
}
