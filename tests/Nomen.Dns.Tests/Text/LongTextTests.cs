using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Text;

/// <summary>Text of every type, made far longer than a record: read, or refused with the one documented exception.</summary>
public sealed class LongTextTests
{
    private const int Length = 150_000;

    private static readonly Lazy<ILookup<string, string>> Texts = new(() =>
        SharedFolder.ReadTable("vectors/rdata/rdata.tsv").ToLookup(row => row["type"], row => row["presentation"]));

    public static TheoryData<string> Types => [.. Texts.Value.Select(type => type.Key)];

    [SharedTheory]
    [MemberData(nameof(Types))]
    public void Endless_rdata_is_read_or_refused(string type)
    {
        string text = Texts.Value[type].First();
        string last = text.Split(' ')[^1];
        Assert.True(DnsTypeText.TryParse(type, out DnsType code));
        string[] tails =
        [
            string.Concat(Enumerable.Repeat(" " + last, Length / (last.Length + 1))),
            string.Concat(Enumerable.Repeat(" a", Length / 2)),
            string.Concat(Enumerable.Repeat(",a", Length / 2)),
            string.Concat(Enumerable.Range(0, 20_000).Select(i => $" key{i}")),
            string.Concat(Enumerable.Range(0, 20_000).Select(i => $" TYPE{i}")),
            new string('a', Length),
        ];

        Assert.All(tails, tail => Assert.True(Record.Exception(() => Rdata.Parse(code, text + tail, DomainName.Parse("example.")).ToString()) is null or DnsTextException));
    }
}
