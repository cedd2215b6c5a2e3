using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Records;

namespace Nomen.Cli.Tests.Formats;

/// <summary>Long rdata over several lines, as the installed dig showed it.</summary>
public sealed class MultilineTextTests
{
    private const string Digest = "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

    [Theory]
    [InlineData("DLV 12345 8 2 " + Digest, "12345 8 2 (|0123456789ABCDEF0123456789ABCDEF0123456789AB|CDEF0123456789ABCDEF )")]
    [InlineData("SINK 1 2 3 QUI=", "1 2 3 (|QUI= )")]
    [InlineData("KEY 512 3 1 AQPSKmynfzW4", "512 3 1 (|AQPSKmynfzW4|); alg = RSAMD5 ; key id = 31756")]
    [InlineData("CDNSKEY 0 3 0 AA==", "0 3 0 (|AA==|) ; ZSK; alg = 0 ; key id = 768")]
    [InlineData("IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==", "( 10 1 2 192.0.2.38|AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4|AQ== )")]
    [InlineData("DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=", "( AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2k|jEA= ) ; 2 1 32")]
    [InlineData("HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNu rvs.example.com.", "( 2 200100107B1A74DF365639CC39F1D578|AwEAAbdxyhNu|rvs.example.com. )")]
    [InlineData("TYPE65280 \\# 4 DEADBEEF", "\\# 4 ( DEADBEEF )")]
    [InlineData("TYPE65280 \\# 0", "\\# 0")]
    public void A_long_field_has_lines_of_its_own(string record, string expected) =>
        Assert.Equal(expected, Format(record, new DisplayOptions { Multiline = true }));

    [Theory]
    [InlineData(0, "1 2 (|" + Digest + " )")]
    [InlineData(32, "1 2 (|0123456789ABCDEF0123456789ABCDEF|0123456789ABCDEF0123456789ABCDEF )")]
    public void The_split_flag_says_how_long_a_line_is(int split, string expected) =>
        Assert.Equal(expected, Format("SSHFP 1 2 " + Digest, new DisplayOptions { Multiline = true, Split = split }));

    [Theory]
    [InlineData("DS 12345 8 2 " + Digest, "12345 8 2 (|[omitted] )")]
    [InlineData("DNSKEY 256 3 13 qdRJqTvGbmPUbGdYZHyCXYfXqfZhLqpRCgYoZgFHHLW3bbZ6cnzUVa3sTqmQKIFWMBrDk8O5eLdgJiQ1hbvXxg==", "256 3 13 (|[key id = 9943]|) ; ZSK; alg = ECDSAP256SHA256 ; key id = 9943")]
    [InlineData("SSHFP 1 2 " + Digest, "1 2 (|0123456789ABCDEF0123456789ABCDEF0123456789AB|CDEF0123456789ABCDEF )")]
    public void Without_crypto_the_lines_stay(string record, string expected) =>
        Assert.Equal(expected, Format(record, new DisplayOptions { Multiline = true, Crypto = false }));

    [Theory]
    [InlineData("KEY 512 3 1 AQPSKmynfzW4", "512 3 1 [key id = 31756]")]
    [InlineData("DLV 12345 8 2 " + Digest, "12345 8 2 [omitted]")]
    [InlineData("OPENPGPKEY AQPSKmynfzW4", "[omitted]")]
    [InlineData("TLSA 3 1 1 " + Digest, "3 1 1 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF01234567 89ABCDEF")]
    public void Without_crypto_on_one_line_only_what_dig_leaves_out_is_left_out(string record, string expected) =>
        Assert.Equal(expected, Format(record, new DisplayOptions { Crypto = false }));

    [Fact]
    public void Unknown_format_has_its_parentheses() =>
        Assert.Equal("\\# 4 ( C0000201 )", Format("A 192.0.2.1", new DisplayOptions { Multiline = true, UnknownFormat = true }));

    /// <summary>The text; a bar stands for the end of a line and the tabs behind it.</summary>
    private static string Format(string record, DisplayOptions display)
    {
        Rdata data = Assert.Single(MasterFileReader.Read($"example. 60 IN {record}\n")).Data;

        return RdataText.Format(data, display, 32).Replace(Environment.NewLine + "\t\t\t\t", "|", StringComparison.Ordinal);
    }
}
