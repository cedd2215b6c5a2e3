using System.Net;
using Nomen.Conformance.Options;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.Options;

public sealed class OptionReaderTests
{
    private static readonly string[] InZones = ["stub-zone", "stub-prime", "stub-first", "stub-no-cache", "forward-zone", "forward-host", "forward-first", "forward-no-cache", "forward-tcp-upstream", "AUTOTRUST_FILE"];
    private static readonly string[] Values = ["yes", "no", "7", "7 7", "min_ttl = 7", "20260101000000"];

    [Fact]
    public void Every_honoured_option_has_an_effect()
    {
        ScenarioOptions none = new();

        foreach (string key in OptionTable.Honoured.Except(InZones))
        {
            Assert.True(Values.Any(value => TryApply(none, key, value) is { } changed && changed != none), $"{key} changes nothing");
        }
    }

    [Fact]
    public void Testbound_options_may_share_a_line_and_stand_in_sections()
    {
        ScenarioOptions options = Read(Dialect.Testbound, """
            server: do-ip6: no  # comment
            	access-control: 192.0.2.0/24 allow_snoop
            	trust-anchor: "example. DS 1 8 2 00"
            	local-zone: test. nodefault
            forward-zone: name: "." forward-addr: 192.0.2.1 forward-first: yes
            stub-zone:
            	name: "example."
            	stub-addr: 192.0.2.2
            	stub-addr: 192.0.2.3@5353
            	stub-prime: yes
            """);

        Assert.False(options.UseIPv6);
        Assert.Equal("192.0.2.0/24 allow_snoop", options.AccessControl.Single());
        Assert.Equal("example. DS 1 8 2 00", options.TrustAnchors.Single());
        Assert.Equal((".", "192.0.2.1", true), (options.ForwardZones.Single().Name, options.ForwardZones[0].Addresses.Single(), options.ForwardZones[0].FallsBack));
        Assert.Equal(["192.0.2.2", "192.0.2.3@5353"], options.StubZones.Single().Addresses.AsEnumerable());
        Assert.True(options.StubZones[0].Primes);
        Assert.Equal(["access-control", "do-ip6", "forward-addr", "forward-first", "forward-zone", "stub-addr", "stub-prime", "stub-zone", "trust-anchor"], options.Set.AsEnumerable());
    }

    [Fact]
    public void Deckard_options_are_a_flat_list()
    {
        ScenarioOptions options = Read(Dialect.Deckard, """
            server:
            stub-addr: 2001:7fe::53 # a comment
            val-override-timestamp: "1437625000"
            features: min_ttl = 5
            query-minimization: on
            """);

        Assert.Equal(IPAddress.Parse("2001:7fe::53"), IPAddress.Parse(options.StubZones.Single().Addresses.Single()));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1437625000), options.SignatureTime);
        Assert.Equal((5u, true), (options.MinTtl, options.QnameMinimisation));
    }

    [Fact]
    public void Stelline_counts_only_what_is_indented_under_server()
    {
        ScenarioOptions options = Read(Dialect.Stelline, """
            do-ip6: no
            server:
            	val-override-date: "20181130121757"
            	stub-addr: 192.0.2.1
            query-minimization: off
            """);

        Assert.Equal(["val-override-date"], options.Set.AsEnumerable());
        Assert.Equal(new DateTimeOffset(2018, 11, 30, 12, 17, 57, TimeSpan.Zero), options.SignatureTime);
    }

    [Theory]
    [InlineData("server: no-such-option: yes", "no-such-option")]
    [InlineData("server: serve-expired: perhaps", "serve-expired")]
    [InlineData("stub-zone: name: . stub-magic: yes", "stub-magic")]
    [InlineData("server: prefetch: yes\nCOMMANDLINE -v", "COMMANDLINE")]
    public void An_option_that_nobody_described_is_refused(string config, string name)
    {
        UnsupportedOptionException error = Assert.Throws<UnsupportedOptionException>(() => Read(Dialect.Testbound, config));

        Assert.Equal(name, error.Name);
    }

    [Theory]
    [InlineData("prefetch", true)]
    [InlineData("ede", false)]
    public void A_device_must_honour_all_that_is_set(string honoured, bool runs)
    {
        ScenarioOptions options = Read(Dialect.Testbound, "server: prefetch: yes");

        Exception? error = Record.Exception(() => options.RequireOnly(honoured));

        Assert.Equal(runs ? null : "option:prefetch", error?.Message);
    }

    [CorpusFact]
    public void Every_option_of_the_corpus_is_known()
    {
        foreach (string file in SharedTree.Scenarios())
        {
            Scenario scenario = Samples.Parse(File.ReadAllText(file), DialectOf.Path(file));

            Assert.Equal((file, null), (file, Record.Exception(() => OptionReader.Read(scenario))?.Message));
        }
    }

    private static ScenarioOptions Read(Dialect dialect, string config) =>
        OptionReader.Read(Samples.Parse(config + "\nCONFIG_END\nSCENARIO_BEGIN t\nSCENARIO_END\n", dialect));

    private static ScenarioOptions? TryApply(ScenarioOptions options, string key, string value)
    {
        try
        {
            return OptionSetters.Apply(options, key, value);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
