using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>Asks zones, and shows sections as short lines: <c>owner type data</c>.</summary>
internal static class Answers
{
    internal static DnsResponse Ask(this ZoneTransport transport, string name, DnsType type, bool dnssecOk = false) =>
        transport.Ask(DnsRequest.Query(name, type).With(EdnsRecord.Default with { DnssecOk = dnssecOk }));

    internal static DnsResponse Ask(this ZoneTransport transport, DnsRequest request)
    {
        ValueTask<DnsResponse> response = transport.SendAsync(request);
        Assert.True(response.IsCompletedSuccessfully);
        return response.Result;
    }

    internal static string[] Lines(this DnsResponse response, DnsSection section) => [.. response.Message.ReadRecords(section).Select(Line)];

    internal static string Line(ResourceRecord record) => $"{record.Owner} {record.Type.ToMnemonic()}{Target(record.Data)}";

    private static string Target(Rdata data) => data switch
    {
        AData address => $" {address.Address}",
        AaaaData address => $" {address.Address}",
        NsData server => $" {server.NameServer}",
        CnameData alias => $" {alias.Target}",
        DnameData redirection => $" {redirection.Target}",
        MxData mail => $" {mail.Exchange}",
        SrvData service => $" {service.Target}",
        RrsigData signature => $" {signature.TypeCovered.ToMnemonic()}",
        NsecData proof => $" {proof.NextName}",
        TxtData text => $" {text.GetText()}",
        _ => "",
    };
}
