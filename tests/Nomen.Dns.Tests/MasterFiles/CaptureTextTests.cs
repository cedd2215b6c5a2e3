using System.Text.Json;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.MasterFiles;

/// <summary>Every record that real servers sent, written as a master file and read back.</summary>
public sealed class CaptureTextTests
{
    public static TheoryData<string> Rows => [.. SharedFolder.ReadObjects("vectors/captures/captures.jsonl").Select(row => row.GetProperty("id").GetString()!).Distinct()];

    [SharedTheory]
    [MemberData(nameof(Rows))]
    public void Captured_records_are_written_and_read_back_equal(string id)
    {
        List<ResourceRecord> records = [.. Responses(id).SelectMany(Records)];

        List<ResourceRecord> again = [.. MasterFileReader.Read(MasterFileWriter.ToText(records))];

        Assert.Equal(records, again);
    }

    private static IEnumerable<DnsMessage> Responses(string id)
    {
        foreach (JsonElement row in SharedFolder.ReadObjects("vectors/captures/captures.jsonl").Where(row => row.GetProperty("id").GetString() == id))
        {
            foreach (JsonElement hex in row.GetProperty("responses").EnumerateArray())
            {
                if (DnsMessage.TryParse(Convert.FromHexString(hex.GetString()!), out DnsMessage? message, out _))
                {
                    yield return message;
                }
            }
        }
    }

    private static IEnumerable<ResourceRecord> Records(DnsMessage message) =>
        new[] { DnsSection.Answer, DnsSection.Authority, DnsSection.Additional }.SelectMany(message.ReadRecords).Where(record => record.Type is not (DnsType.OPT or DnsType.TSIG));
}
