using System.Net;
using Nomen.Cli.Arguments;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;

namespace Nomen.Cli.Tests.Arguments;

public class FlagTableTests
{
    public static TheoryData<string> AllFlags => [.. FlagTable.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(AllFlags))]
    public void A_flag_changes_something_and_its_opposite_too(string name)
    {
        Flag flag = FlagTable.All.Single(f => f.Name == name);
        string value = flag.Value == FlagValue.None ? string.Empty : "=" + SampleValue(name);
        QueryArguments start = new();

        QueryArguments on = FlagTable.Apply(start, name + value, "+");
        QueryArguments off = FlagTable.Apply(on, "no" + name, "+");

        // Flags that are on by default change when they are switched off, the others when they are switched on.
        Assert.NotEqual(Describe(on), Describe(off));
        Assert.Equal(off, FlagTable.Apply(on, "no-" + name, "--"));
    }

    [Theory]
    [InlineData("recurse", "rdflag")]
    [InlineData("rec", "rdflag")]
    [InlineData("do", "dnssec")]
    [InlineData("vc", "tcp")]
    [InlineData("cd", "cdflag")]
    [InlineData("aaonly", "aaflag")]
    [InlineData("dnss", "dnssec")]
    [InlineData("addit", "additional")]
    public void A_flag_has_digs_other_names_and_short_forms(string written, string name)
    {
        QueryArguments start = new();

        Assert.Equal(FlagTable.Apply(start, name, "+"), FlagTable.Apply(start, written, "+"));
        Assert.Equal(FlagTable.Apply(start, "no" + name, "+"), FlagTable.Apply(start, "no" + written, "+"));
    }

    [Theory]
    [InlineData("aaflag", DnsFlags.AA)]
    [InlineData("cdflag", DnsFlags.CD)]
    [InlineData("tcflag", DnsFlags.TC)]
    [InlineData("raflag", DnsFlags.RA)]
    [InlineData("zflag", DnsFlags.Z)]
    public void Header_flags_set_their_bit(string flag, DnsFlags bit)
    {
        QueryArguments arguments = FlagTable.Apply(new QueryArguments(), flag, "+");

        Assert.Equal(DnsFlags.RD | DnsFlags.AD | bit, arguments.Flags);
    }

    [Fact]
    public void Edns_flags_build_the_opt_record()
    {
        QueryArguments arguments = ArgumentParser.Parse("+bufsize=4096 +dnssec +co +ednsflags=0x80 +edns=1 +nsid +ednsopt=65001:dead".Split(' '));

        EdnsRecord edns = arguments.Edns!;
        Assert.Equal((ushort?)4096, edns.PayloadSize);
        Assert.True(edns.DnssecOk);
        Assert.True(edns.CompactOk);
        Assert.Equal(0x80, edns.ReservedFlags);
        Assert.Equal(1, edns.Version);
        Assert.Equal([new UnknownOption(EdnsOptionCode.Nsid, Array.Empty<byte>()), new UnknownOption((EdnsOptionCode)65001, new byte[] { 0xde, 0xad })], edns.Options.Cast<UnknownOption>());
    }

    [Theory]
    [InlineData("192.0.2.77/24", "00011800c00002")]
    [InlineData("10.11.255.0/20", "000114000a0bf0")]
    [InlineData("192.0.2.77", "00012000c000024d")]
    [InlineData("2001:db8::/56", "0002380020010db8000000")]
    [InlineData("0", "00010000")]
    public void A_client_subnet_is_cut_at_its_prefix(string value, string expected)
    {
        QueryArguments arguments = FlagTable.Apply(new QueryArguments(), "subnet=" + value, "+");

        Assert.Equal(expected, Convert.ToHexStringLower(Option(arguments, EdnsOptionCode.ClientSubnet)));
    }

    [Fact]
    public void A_cookie_is_random_unless_given()
    {
        QueryArguments random = FlagTable.Apply(new QueryArguments(), "cookie", "+");
        QueryArguments given = FlagTable.Apply(random, "cookie=0001020304050607", "+");

        Assert.Equal(8, Option(random, EdnsOptionCode.Cookie).Length);
        Assert.Equal("0001020304050607", Convert.ToHexString(Option(given, EdnsOptionCode.Cookie)));
    }

    [Theory]
    [InlineData("cookie=00")]
    [InlineData("cookie=xy")]
    [InlineData("subnet=nowhere")]
    [InlineData("subnet=192.0.2.0/33")]
    [InlineData("opcode=16")]
    [InlineData("opcode=FETCH")]
    [InlineData("ednsopt=70000")]
    [InlineData("ednsopt=5:1")]
    [InlineData("edns=256")]
    [InlineData("timeout=0")]
    [InlineData("tries=0")]
    [InlineData("retry=10")]
    [InlineData("padding=513")]
    public void A_value_out_of_range_is_refused(string flag)
    {
        UsageException exception = Assert.Throws<UsageException>(() => FlagTable.Apply(new QueryArguments(), flag, "+"));

        Assert.StartsWith($"flag '+{flag.Split('=')[0]}' takes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_flag_and_verb()
    {
        using StringWriter output = new();

        HelpText.Write(output);

        string text = output.ToString();
        Assert.All(FlagTable.All, flag => Assert.Contains("+" + flag.Name, text, StringComparison.Ordinal));
        Assert.All(NomenCommand.Verbs, verb => Assert.Contains("  " + verb.Name, text, StringComparison.Ordinal));
    }

    private static byte[] Option(QueryArguments arguments, EdnsOptionCode code) =>
        arguments.Edns!.Options.OfType<UnknownOption>().Single(o => o.Code == code).Data.ToArray();

    private static string SampleValue(string name) => name switch
    {
        "opcode" => "STATUS",
        "edns" => "0",
        "cookie" => "0001020304050607",
        "subnet" => IPAddress.Loopback + "/8",
        "ednsopt" => "65001:00",
        "split" => "40",
        "timeout" => "7",
        "tries" or "retry" => "4",
        _ => "64",
    };

    private static string Describe(QueryArguments arguments) => $"{arguments} {arguments.Edns} {arguments.Edns?.ReservedFlags} {string.Join(',', arguments.Edns?.Options.Select(o => o.Code) ?? [])}";
}
