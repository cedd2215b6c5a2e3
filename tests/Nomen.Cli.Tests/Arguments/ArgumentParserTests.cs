using System.Net.Sockets;
using Nomen.Cli.Arguments;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Tests.Arguments;

public class ArgumentParserTests
{
    [Theory]
    [InlineData("example.com", "example.com. IN A")]
    [InlineData("example.com MX", "example.com. IN MX")]
    [InlineData("MX example.com", "example.com. IN MX")]
    [InlineData("example.com mx in", "example.com. IN MX")]
    [InlineData("CH TXT version.bind", "version.bind. CH TXT")]
    [InlineData("example.com TYPE65280 CLASS4", "example.com. HS TYPE65280")]
    [InlineData("name:mx type:MX", "mx. IN MX")]
    [InlineData("-q mx -t AAAA -c CH", "mx. CH AAAA")]
    [InlineData("-tMX -qexample.com", "example.com. IN MX")]
    [InlineData("-x 192.0.2.1", "1.2.0.192.in-addr.arpa. IN PTR")]
    [InlineData("192.0.2.1", "1.2.0.192.in-addr.arpa. IN PTR")]
    [InlineData("-x 2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. IN PTR")]
    [InlineData("", ". IN NS")]
    [InlineData("SOA", ". IN SOA")]
    [InlineData("bücher.example", "xn--bcher-kva.example. IN A")]
    public void Words_in_any_order_are_one_question(string line, string expected)
    {
        QueryArguments arguments = Parse(line);

        Assert.Equal([expected], arguments.Questions.Select(q => q.ToString()));
    }

    [Theory]
    [InlineData("a. b. MX", "a. MX, b. MX")]
    [InlineData("MX TXT a. b.", "a. MX, a. TXT, b. MX, b. TXT")]
    [InlineData("a. A AAAA", "a. A, a. AAAA")]
    [InlineData("a. A b. MX", "a. A, b. MX")]
    [InlineData("a. b.", "a. A, b. A")]
    [InlineData("a. MX -x 192.0.2.1", "a. MX, 1.2.0.192.in-addr.arpa. PTR")]
    public void Several_names_and_types_combine(string line, string expected)
    {
        QueryArguments arguments = Parse(line);

        Assert.Equal(expected, string.Join(", ", arguments.Questions.Select(q => $"{q.Name} {q.Type.ToMnemonic()}")));
    }

    [Fact]
    public void Several_servers_are_kept_in_order()
    {
        QueryArguments arguments = Parse("@192.0.2.1 example.com @tcp://[2001:db8::1]:5353");

        Assert.Equal(["192.0.2.1", "2001:db8::1"], arguments.Servers.Select(s => s.Host));
        Assert.Equal(5353, arguments.Servers[1].Upstream.WrittenPort);
    }

    [Fact]
    public void Options_with_letters_have_their_effect()
    {
        QueryArguments arguments = Parse("-p 5353 -b 127.0.0.9 -6 -f queries.txt");

        Assert.Equal(5353, arguments.Port);
        Assert.Equal("127.0.0.9", arguments.Bind!.ToString());
        Assert.Equal(AddressFamily.InterNetworkV6, arguments.Family);
        Assert.Equal("queries.txt", arguments.BatchFile);
    }

    [Fact]
    public void A_batch_line_starts_from_the_command_lines_own_arguments()
    {
        QueryArguments start = Parse("+dnssec -p 5353 -f x");

        QueryArguments line = ArgumentParser.Parse(["example.org", "MX"], start with { Questions = [] });

        Assert.True(line.Edns!.DnssecOk);
        Assert.Equal(5353, line.Port);
        Assert.Equal(new DnsQuestion(DomainName.Parse("example.org"), DnsType.MX), Assert.Single(line.Questions));
    }

    [Theory]
    [InlineData("+dnsec", "unknown flag '+dnsec'; did you mean '+dnssec'?")]
    [InlineData("--bufzise=12", "unknown flag '--bufzise'; did you mean '--bufsize'?")]
    [InlineData("+zzzzzzzzzzzz", "unknown flag '+zzzzzzzzzzzz'")]
    [InlineData("+bufsize", "flag '+bufsize' needs a value: '+bufsize=N'")]
    [InlineData("+bufsize=x", "flag '+bufsize' takes a number from 0 to 65535, not 'x'")]
    [InlineData("+dnssec=1", "flag '+dnssec' takes no value, but has '=1'")]
    [InlineData("-Z", "unknown option '-Z'; 'nomen --help' lists them")]
    [InlineData("-p", "option '-p' needs a value")]
    [InlineData("-p 0", "option '-p' takes a port from 1 to 65535, not '0'")]
    [InlineData("-t AAA", "'AAA' is no type; did you mean 'AAAA'?")]
    [InlineData("-c XX", "option '-c': 'XX' is no class (IN, CH, HS, ANY, CLASS4 ...)")]
    [InlineData("-x host", "option '-x' takes an address, not 'host'")]
    [InlineData("-b nowhere", "option '-b' takes an address, not 'nowhere'")]
    [InlineData("a..b", "name 'a..b': expected a label before the dot")]
    [InlineData("@", "server '@': expected an address or a name at character 1")]
    [InlineData("@ftp://x", "server '@ftp://x': expected one of udp+tcp://, udp://, tcp://, tls://, https://, h3://, quic:// at character 1")]
    [InlineData("--format=jason", "option '--format' takes pretty, dig, short, json, jsonl, zone, hex, yaml, not 'jason'; did you mean 'json'?")]
    [InlineData("--fail=nxdomian", "option '--fail' takes nodata, nxdomain, servfail, refused, partial, all, not 'nxdomian'; did you mean 'nxdomain'?")]
    public void What_is_wrong_is_told_in_one_line_with_the_nearest_right_thing(string line, string expected)
    {
        UsageException exception = Assert.Throws<UsageException>(() => Parse(line));

        Assert.Equal(expected, exception.Message);
    }

    private static QueryArguments Parse(string line) => ArgumentParser.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
