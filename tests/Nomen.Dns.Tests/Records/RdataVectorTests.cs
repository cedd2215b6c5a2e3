using System.Globalization;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Records;

/// <summary>Rdata in text and on the wire as independent implementations have it.</summary>
public sealed class RdataVectorTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.");

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Accepted = new(() => Table("rdata.tsv"));

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Rejected = new(() => Table("rejected.tsv"));

    public static TheoryData<string> AcceptedRows => [.. Accepted.Value.Keys];

    public static TheoryData<string> RejectedRows => [.. Rejected.Value.Keys];

    public static TheoryData<string, string, string> Disagreements
    {
        get
        {
            TheoryData<string, string, string> rows = [];
            foreach (Dictionary<string, string> row in SharedFolder.ReadTable("vectors/rdata/disagreements.tsv").Where(row => row["verdict"] == "clear majority"))
            {
                rows.Add(row["type"], row["presentation"], row["majority_wire_hex"]);
            }

            return rows;
        }
    }

    [SharedTheory]
    [MemberData(nameof(AcceptedRows))]
    public void Text_becomes_the_octets_that_the_others_read(string owner)
    {
        Dictionary<string, string> row = Accepted.Value[owner];

        Rdata data = Rdata.Parse(Type(row), row["presentation"], Origin);

        Assert.Equal(row["wire_hex"], Convert.ToHexStringLower(data.ToWire()));
    }

    [SharedTheory]
    [MemberData(nameof(AcceptedRows))]
    public void Text_that_others_print_becomes_the_same_octets(string owner)
    {
        Dictionary<string, string> row = Accepted.Value[owner];

        foreach (string column in (string[])["canonical_bind", "canonical_dnspython", "canonical_ldns"])
        {
            if (row[column].Length > 0)
            {
                Rdata data = Rdata.Parse(Type(row), row[column], Origin);

                Assert.Equal(row["wire_hex"], Convert.ToHexStringLower(data.ToWire()));
            }
        }
    }

    [SharedTheory]
    [MemberData(nameof(AcceptedRows))]
    public void Octets_become_text_that_becomes_the_same_octets(string owner)
    {
        Dictionary<string, string> row = Accepted.Value[owner];

        Rdata read = Rdata.FromWire(Type(row), Convert.FromHexString(row["wire_hex"]));
        Rdata parsed = Rdata.Parse(Type(row), read.ToString());

        Assert.Equal(row["wire_hex"], Convert.ToHexStringLower(parsed.ToWire()));
        Assert.Equal(read, parsed);
        Assert.Equal(read.GetHashCode(), parsed.GetHashCode());
    }

    [SharedTheory]
    [MemberData(nameof(RejectedRows))]
    public void Text_that_the_others_refuse_is_refused(string owner)
    {
        Dictionary<string, string> row = Rejected.Value[owner];

        Assert.Throws<DnsTextException>(() => ParseRow(row));
    }

    [SharedTheory]
    [MemberData(nameof(Disagreements))]
    public void Text_that_is_read_differently_is_read_as_most_do(string type, string presentation, string wire)
    {
        Assert.True(DnsTypeText.TryParse(type, out DnsType parsed));

        Rdata data = Rdata.Parse(parsed, presentation, Origin);

        Assert.Equal(wire, Convert.ToHexStringLower(data.ToWire()));
    }

    private static Rdata ParseRow(Dictionary<string, string> row) =>
        DnsTypeText.TryParse(row["type"], out DnsType type)
            ? Rdata.Parse(type, row["presentation"], Origin)
            : throw new DnsTextException("a record type", row["type"], 1);

    private static DnsType Type(Dictionary<string, string> row) => (DnsType)ushort.Parse(row["code"], CultureInfo.InvariantCulture);

    private static Dictionary<string, Dictionary<string, string>> Table(string file) =>
        SharedFolder.ReadTable("vectors/rdata/" + file).ToDictionary(row => row["owner"]);
}
