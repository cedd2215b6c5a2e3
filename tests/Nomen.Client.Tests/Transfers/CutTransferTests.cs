using System.Globalization;
using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Transfers;

/// <summary>Transfers cut at every place, and packed into messages in every way.</summary>
public sealed class CutTransferTests
{
    private static readonly string[] WholeZone = ["soa 9", .. Names("a", 12), "soa 9"];
    private static readonly string[] Differences = ["soa 9", "soa 3", .. Names("old", 3), "soa 5", .. Names("mid", 4), "soa 5", .. Names("mid", 2), "soa 9", .. Names("new", 5), "soa 9"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_after_any_record_it_is_incomplete(bool isIncremental)
    {
        string[] records = isIncremental ? Differences : WholeZone;
        DnsRequest request = Request(isIncremental);

        for (int count = 1; count < records.Length; count++)
        {
            // An IXFR that ends after its newer SOA is a cut, not "up to date"; no message at all is one too.
            ScriptedTransfer cut = Packed(request, records[..count], [count]);
            ScriptedTransfer nothing = new();

            Assert.Equal(TransferFailure.Incomplete, (await FailureAsync(cut, isIncremental)).Failure);
            Assert.Equal(TransferFailure.Incomplete, (await FailureAsync(nothing, isIncremental)).Failure);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_after_any_message_it_is_incomplete(bool isIncremental)
    {
        string[] records = isIncremental ? Differences : WholeZone;
        DnsRequest request = Request(isIncremental);

        for (int count = 1; count < records.Length; count++)
        {
            ScriptedTransfer cut = Packed(request, records[..count], [.. Enumerable.Repeat(1, count)]);

            Assert.Equal(TransferFailure.Incomplete, (await FailureAsync(cut, isIncremental)).Failure);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rfc(5936, "2.2")]
    public async Task Any_packing_into_messages_means_the_same(bool isIncremental)
    {
        string[] records = isIncremental ? Differences : WholeZone;
        DnsRequest request = Request(isIncremental);
        string expected = await ScriptedTransfer.WordsAsync(Events(Packed(request, records, [records.Length]), isIncremental));
        var random = new Random(20_261_122);

        for (int round = 0; round < 200; round++)
        {
            List<int> sizes = [];
            for (int left = records.Length; left > 0; left -= sizes[^1])
            {
                sizes.Add(random.Next(1, Math.Min(left, 6) + 1));
            }

            string happened = await ScriptedTransfer.WordsAsync(Events(Packed(request, records, sizes), isIncremental));
            Assert.True(happened == expected, $"Packed as {string.Join(' ', sizes)}: {happened}");
        }
    }

    [Fact]
    [Rfc(1995, "4")]
    public async Task Differences_applied_to_the_old_zone_give_the_new_one()
    {
        var random = new Random(1995);

        for (int round = 0; round < 100; round++)
        {
            List<HashSet<string>> versions = [Version(random, 1)];
            List<string> records = [];
            for (uint serial = 2; serial < 2 + random.Next(1, 5); serial++)
            {
                versions.Add(Version(random, serial));
                records.AddRange([$"soa {serial - 1}", .. versions[^2].Except(versions[^1]), $"soa {serial}", .. versions[^1].Except(versions[^2])]);
            }

            string newest = $"soa {versions.Count}";
            ScriptedTransfer transport = Packed(ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, 1), [newest, .. records, newest], null);
            HashSet<string> zone = [.. versions[0].Select(Text), Text("soa 1")];
            await ApplyAsync(ZoneTransfer.IxfrAsync(transport, ScriptedTransfer.Zone, 1), zone);

            Assert.Equal([.. versions[^1].Select(Text).Append(Text(newest)).Order(StringComparer.Ordinal)], zone.Order(StringComparer.Ordinal));
        }
    }

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"))];

    private static HashSet<string> Version(Random random, uint serial) => [.. Names("n", 30).Where(_ => random.Next(2) == 0), $"v{serial}"];

    private static string Text(string record) => ScriptedTransfer.Record(record).ToString();

    private static async Task ApplyAsync(IAsyncEnumerable<TransferEvent> events, HashSet<string> zone)
    {
        await foreach (TransferEvent happened in events)
        {
            bool isPossible = happened switch
            {
                TransferEvent.Remove remove => zone.Remove(remove.Record.ToString()),
                TransferEvent.Add add => zone.Add(add.Record.ToString()),
                _ => true,
            };
            Assert.True(isPossible, $"{happened}");
        }
    }

    private static DnsRequest Request(bool isIncremental) => isIncremental ? ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, 3) : ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone);

    private static IAsyncEnumerable<TransferEvent> Events(ScriptedTransfer transport, bool isIncremental) =>
        isIncremental ? ZoneTransfer.IxfrAsync(transport, ScriptedTransfer.Zone, 3) : ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone);

    private static Task<TransferException> FailureAsync(ScriptedTransfer transport, bool isIncremental) =>
        Assert.ThrowsAsync<TransferException>(() => ScriptedTransfer.WordsAsync(Events(transport, isIncremental)));

    private static ScriptedTransfer Packed(DnsRequest request, string[] records, IReadOnlyList<int>? sizes)
    {
        List<DnsMessage> messages = [];
        int taken = 0;
        foreach (int size in sizes ?? [records.Length])
        {
            messages.Add(ScriptedTransfer.Message(request, records.Skip(taken).Take(size).Select(ScriptedTransfer.Record)));
            taken += size;
        }

        return new ScriptedTransfer(messages);
    }
}
