using Nomen.Client.Transfers;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Transfers;

/// <summary>The simple zone with a digest (RFC 8976 appendix A.1).</summary>
internal static class DigestZone
{
    public static readonly DomainName Name = DomainName.Parse("example.");

    public static IReadOnlyList<ResourceRecord> Records { get; } =
    [
        ResourceRecord.Parse("example. 86400 IN SOA ns1.example. admin.example. 2018031900 1800 900 604800 86400"),
        ResourceRecord.Parse("example. 86400 IN NS ns1.example."),
        ResourceRecord.Parse("example. 86400 IN NS ns2.example."),
        ResourceRecord.Parse("example. 86400 IN ZONEMD 2018031900 1 1 c68090d90a7aed716bc459f9340e3d7c1370d4d24b7e2fc3a1ddc0b9a87153b9a9713b3c9ae5cc27777f98b8e730044c"),
        ResourceRecord.Parse("ns1.example. 3600 IN A 203.0.113.63"),
        ResourceRecord.Parse("ns2.example. 3600 IN AAAA 2001:db8::63"),
    ];

    /// <summary>Transfers records, the first of which is the SOA, in messages of two, and returns what came of it.</summary>
    public static async Task<TransferSummary> TransferAsync(IReadOnlyList<ResourceRecord> records, TransferOptions? options = null)
    {
        DnsRequest request = ZoneTransfer.AxfrRequest(records[0].Owner);
        ScriptedTransfer transport = new([.. records.Append(records[0]).Chunk(2).Select(chunk => ScriptedTransfer.Message(request, chunk))]);
        TransferSummary? summary = null;
        await foreach (TransferMessage message in ZoneTransfer.ReadAsync(transport, request, options))
        {
            summary = message.Summary;
        }

        return summary!;
    }
}
