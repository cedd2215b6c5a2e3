using System.Text;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Wire;

public sealed class Nsec3HashTests
{
    [Theory]
    [InlineData("example", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom")]
    [InlineData("a.example", "35mthgpgcu1qg68fab165klnsnk3dpvl")]
    [InlineData("AI.example", "gjeqe526plbf1g8mklp59enfd789njgi")]
    [InlineData("ns1.example", "2t7b4g4vsa5smi47k61mv5bv1a22bojr")]
    [InlineData("x.y.w.EXAMPLE", "2vptu5timamqttgl4luu9kg21e0aor3s")]
    [InlineData("*.w.example", "r53bq7cc2uvmubfu5ocmm6pers9tk9en")]
    [InlineData("xx.example", "t644ebqk9bibcna874givr6joj62mlhv")]
    [Rfc(5155, "5")]
    public void Names_have_the_hashes_of_the_RFCs_example_zone(string name, string expected)
    {
        byte[] hash = new byte[Nsec3Hash.Length];
        byte[] label = new byte[Nsec3Hash.LabelLength];

        Nsec3Hash.Compute(DomainName.Parse(name).Wire, [0xaa, 0xbb, 0xcc, 0xdd], 12, hash);
        Nsec3Hash.WriteLabel(hash, label);

        Assert.Equal(expected, Encoding.ASCII.GetString(label));
    }

    [Fact]
    [Rfc(5155, "3.3")]
    public void A_label_reads_as_the_hash_that_it_was_written_from_in_either_letter_case()
    {
        byte[] hash = [.. Enumerable.Range(0, Nsec3Hash.Length).Select(static i => (byte)(i * 37))];
        byte[] label = new byte[Nsec3Hash.LabelLength];
        byte[] read = new byte[Nsec3Hash.Length];
        Nsec3Hash.WriteLabel(hash, label);

        bool isHash = Nsec3Hash.TryReadLabel(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(label).ToUpperInvariant()), read);

        Assert.True(isHash);
        Assert.Equal(hash, read);
    }

    [Theory]
    [InlineData("0p9mhaveqvm6t7vbl5lop2u3t2rp3to")]
    [InlineData("0p9mhaveqvm6t7vbl5lop2u3t2rp3tomm")]
    [InlineData("wp9mhaveqvm6t7vbl5lop2u3t2rp3tom")]
    [InlineData("")]
    public void What_is_no_hash_is_refused(string label) =>
        Assert.False(Nsec3Hash.TryReadLabel(Encoding.ASCII.GetBytes(label), new byte[Nsec3Hash.Length]));

    [Fact]
    public void The_longest_name_and_salt_can_be_hashed()
    {
        DomainName name = DomainName.Parse(string.Join('.', Enumerable.Repeat("a", DomainName.MaxLabels)));
        byte[] hash = new byte[Nsec3Hash.Length];

        Nsec3Hash.Compute(name.Wire, new byte[255], 1, hash);

        Assert.NotEqual(new byte[Nsec3Hash.Length], hash);
    }
}
