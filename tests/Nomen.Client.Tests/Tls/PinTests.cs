using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Sockets;
using Nomen.Client.Tls;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Tls;

/// <summary>Servers known by their keys (RFC 7858 section 4.2), with and without a name beside.</summary>
public sealed class PinTests
{
    private static readonly SpkiPin Other = SpkiPin.Of(TestAuthority.SelfSigned());

    private readonly TlsWorld _world = new();

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.Pins))]
    [Rfc(7858, "4.2")]
    public async Task One_pin_of_several_alone_proves_the_server_whatever_its_certificate_says()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("other.example");
        await using TlsServer server = _world.Server(certificate);

        await _world.AskAsync(server, new TlsConnectorOptions { Pins = [Other, SpkiPin.Of(certificate)] });

        Assert.Single(server.Sessions);
    }

    [Fact]
    [Rfc(7858, "4.2")]
    public async Task A_server_with_another_key_is_refused_and_its_pin_told()
    {
        using X509Certificate2 certificate = _world.Authority.Issue();
        await using TlsServer server = _world.Server(certificate);

        string reason = await _world.RefusalAsync(server, new TlsConnectorOptions { Pins = [Other] });

        Assert.Equal($"its key has none of the pins: it is {SpkiPin.Of(certificate)}", reason);
    }

    [Fact]
    [Rfc(8310, "6.4")]
    public async Task With_a_name_and_a_pin_both_must_fit()
    {
        using X509Certificate2 certificate = _world.Authority.Issue();
        await using TlsServer server = _world.Server(certificate);
        TlsConnectorOptions both = _world.Trusting with { Pins = [SpkiPin.Of(certificate)] };

        await _world.AskAsync(server, both);
        string wrongPin = await _world.RefusalAsync(server, _world.Trusting with { Pins = [Other] });
        string wrongName = await _world.RefusalAsync(server, both with { AuthenticationName = "other.example" });

        Assert.Contains("none of the pins", wrongPin, StringComparison.Ordinal);
        Assert.Contains("not for other.example", wrongName, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(7858, "4.2")]
    public async Task The_key_of_the_authority_is_a_pin_when_the_path_is_checked()
    {
        await using TlsServer server = _world.Server();
        SpkiPin authority = SpkiPin.Of(_world.Authority.Certificate);

        await _world.AskAsync(server, _world.Trusting with { Pins = [authority] });

        Assert.Single(server.Sessions);
    }

    [Fact]
    public async Task The_key_of_the_authority_alone_proves_nothing_as_anybody_may_send_its_certificate()
    {
        await using TlsServer server = _world.Server();

        string reason = await _world.RefusalAsync(server, new TlsConnectorOptions { Pins = [SpkiPin.Of(_world.Authority.Certificate)], TrustedRoots = [_world.Authority.Certificate] });

        Assert.Contains("none of the pins", reason, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(7858, "A")]
    public void A_pin_is_read_with_and_without_its_prefix()
    {
        const string Text = "FHkyLhvI0n70E47cJlRTamTrnYVcsYdjUGbr79CfAVI=";

        Assert.Equal(SpkiPin.Parse(Text), SpkiPin.Parse("sha256/" + Text));
        Assert.Equal("sha256/" + Text, SpkiPin.Parse(Text).ToString());
        Assert.Equal(SpkiPin.Parse(Text).GetHashCode(), SpkiPin.Parse(Text).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256/")]
    [InlineData("FHkyLhvI0n70E47cJlRTamTrnYVcsYdjUGbr79Cf")]
    [InlineData("sha512/FHkyLhvI0n70E47cJlRTamTrnYVcsYdjUGbr79CfAVI=")]
    [InlineData("FHkyLhvI0n70E47cJlRTamTrnYVcsYdjUGbr79CfAVI=FHky")]
    [InlineData("not base64 at all")]
    [InlineData(null)]
    public void What_is_no_pin_is_refused(string? text)
    {
        Assert.False(SpkiPin.TryParse(text, out SpkiPin? pin));
        Assert.Null(pin);
    }
}
