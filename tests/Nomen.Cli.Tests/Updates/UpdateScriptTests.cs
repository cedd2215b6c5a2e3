using Nomen.Cli.Arguments;
using Nomen.Cli.Updates;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Cli.Tests.Updates;

/// <summary>nsupdate's language.</summary>
public sealed class UpdateScriptTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com.");

    [Theory]
    [InlineData("update add a.example.com 300 A 192.0.2.1", "a.example.com. 300 IN A 192.0.2.1")]
    [InlineData("add a.example.com. 300 IN TXT \"one; two\" three", "a.example.com. 300 IN TXT \"one; two\" \"three\"")]
    [InlineData("update delete a.example.com", "a.example.com. 0 ANY ANY \\# 0")]
    [InlineData("del a.example.com A", "a.example.com. 0 ANY A \\# 0")]
    [InlineData("update delete a.example.com 300 IN A 192.0.2.1", "a.example.com. 0 NONE A 192.0.2.1")]
    [InlineData("UPDATE ADD a.example.com 0 MX 10 mail.example.com.", "a.example.com. 0 IN MX 10 mail.example.com.")]
    public void Changes(string line, string record)
    {
        Assert.Equal(record, Assert.Single(Read(line).AuthorityRecords).ToString());
    }

    [Theory]
    [InlineData("prereq yxdomain a.example.com", "a.example.com. 0 ANY ANY \\# 0")]
    [InlineData("nxdomain a.example.com", "a.example.com. 0 NONE ANY \\# 0")]
    [InlineData("prereq yxrrset a.example.com IN A", "a.example.com. 0 ANY A \\# 0")]
    [InlineData("prereq yxrrset a.example.com A 192.0.2.1", "a.example.com. 0 IN A 192.0.2.1")]
    [InlineData("prereq nxrrset a.example.com MX", "a.example.com. 0 NONE MX \\# 0")]
    public void Prerequisites(string line, string record)
    {
        Assert.Equal(record, Assert.Single(Read(line).AnswerRecords).ToString());
    }

    [Fact]
    public void Settings_hold_for_what_follows()
    {
        UpdateScript script = new();
        foreach (string line in new[] { "; a comment", "server 192.0.2.53 5353", "zone example.com", "ttl 60", "class IN", "update add a.example.com A 192.0.2.1" })
        {
            Assert.Equal(UpdateStep.None, script.Take(line));
        }

        QueryArguments arguments = script.Apply(new QueryArguments());
        Assert.Equal(("192.0.2.53", 5353, Zone), (Assert.Single(arguments.Servers).Host, arguments.Port, script.Zone));
        Assert.Equal(60U, Assert.Single(script.ToRequest(Zone).AuthorityRecords).Ttl);
    }

    [Fact]
    public void A_key_signs_what_follows()
    {
        UpdateScript script = new();

        script.Take("key hmac-sha512:update. c2VjcmV0c2VjcmV0c2VjcmV0");

        TsigKey key = script.Apply(new QueryArguments()).Key!;
        Assert.Equal((DomainName.Parse("update."), TsigAlgorithm.HmacSha512), (key.Name, key.Algorithm));
    }

    [Fact]
    public void Several_lines_are_one_update_until_it_is_sent()
    {
        UpdateScript script = new();
        script.Take("update add a.example.com 1 A 192.0.2.1");
        script.Take("update add b.example.com 1 A 192.0.2.1");

        Assert.Equal(2, script.ToRequest(Zone).AuthorityRecords.Length);
        Assert.Equal([UpdateStep.Send, UpdateStep.Send, UpdateStep.Show, UpdateStep.Answer, UpdateStep.Quit], new[] { "send", "", "show", "answer", "quit" }.Select(script.Take));
        Assert.Equal(DomainName.Parse("a.example.com"), script.FirstName);
        script.Clear();
        Assert.True(script.IsEmpty);
    }

    [Theory]
    [InlineData("frobnicate", "unknown command")]
    [InlineData("update add a.example.com A 192.0.2.1", "expected a TTL")]
    [InlineData("update add", "expected a name")]
    [InlineData("update delete a.example.com NOTYPE", "is no type")]
    [InlineData("update remove a.example.com", "expected add or delete")]
    [InlineData("prereq maybe a.example.com", "expected yxdomain")]
    [InlineData("zone example.com extra", "expected the end")]
    [InlineData("ttl forever", "expected a TTL")]
    public void What_cannot_be_understood_is_told(string line, string expected)
    {
        UsageException e = Assert.Throws<UsageException>(() => new UpdateScript().Take(line));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_outside_of_the_zone_is_told()
    {
        UpdateScript script = new();
        script.Take("update delete a.example.org");

        Assert.Contains("not in the zone", Assert.Throws<UsageException>(() => script.ToRequest(Zone)).Message, StringComparison.Ordinal);
    }

    private static DnsRequest Read(string line)
    {
        UpdateScript script = new();
        Assert.Equal(UpdateStep.None, script.Take(line));
        return script.ToRequest(Zone);
    }
}
