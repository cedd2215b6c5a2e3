using System.Text.Json;
using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Vectors;

/// <summary>Captured transfers, read as transfers: whole ones end, refused ones and those cut short do not.</summary>
internal static class TransferCases
{
    /// <summary>What is wrong with the responses of a transfer; null when nothing is, or the row is of something else.</summary>
    public static string? Wrong(byte[] query, byte[][] responses, JsonElement row)
    {
        if (!DnsMessage.TryParse(query, out DnsMessage? asked, out _) || asked.Question is not { Type: DnsType.AXFR or DnsType.IXFR } question)
        {
            return null;
        }

        DnsRequest request = new(question) { AuthorityRecords = [.. asked.ReadRecords(DnsSection.Authority)] };
        DnsMessage[] messages = [.. responses.Select(octets => DnsMessage.Parse(octets))];
        string outcome = Read(request, messages);
        string expected = Expected(row, messages);
        if (outcome != expected)
        {
            return $"read as a transfer: {outcome}, expected {expected}";
        }

        string cut = Read(request, messages[..^1]);
        return messages.Length > 1 && cut != nameof(TransferFailure.Incomplete) ? $"without its last message: {cut}" : null;
    }

    /// <summary>A response code, or the form and the number of records.</summary>
    private static string Expected(JsonElement row, DnsMessage[] messages)
    {
        string id = row.GetProperty("id").GetString()!;
        int records = messages.Sum(message => message.Answers.Count);
        return messages[0].Rcode != Rcode.NoError ? $"{TransferFailure.Refused} {messages[0].Rcode}"
            : id.Contains("-cur-", StringComparison.Ordinal) ? $"{TransferForm.UpToDate} {records}"
            : id.StartsWith("ixfr-", StringComparison.Ordinal) && id.Contains("-udp-", StringComparison.Ordinal) && records == 1 ? nameof(TransferFailure.Incomplete)
            : id.StartsWith("axfr-", StringComparison.Ordinal) || id.Contains("-old-", StringComparison.Ordinal) ? $"{TransferForm.Full} {records}"
            : $"{TransferForm.Incremental} {records}";
    }

    private static string Read(DnsRequest request, DnsMessage[] messages)
    {
        try
        {
            TransferSummary summary = ReplayedTransfer.Read(request, messages);
            return $"{summary.Form} {summary.Records}";
        }
        catch (TransferException e)
        {
            return e.Failure == TransferFailure.Refused ? $"{e.Failure} {e.Rcode}" : $"{e.Failure}";
        }
    }
}
