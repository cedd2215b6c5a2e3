using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Cli.Servers;
using Nomen.Client.Services;
using Nomen.Client.Stub;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Tests.Servers;

public class ServerFinderTests
{
    [Theory]
    [InlineData("@192.0.2.1", 53, UpstreamScheme.UdpTcp, false)]
    [InlineData("@192.0.2.1 -p 5353", 5353, UpstreamScheme.UdpTcp, false)]
    [InlineData("@192.0.2.1:54 -p 5353", 54, UpstreamScheme.UdpTcp, false)]
    [InlineData("@192.0.2.1 +tls", 853, UpstreamScheme.Tls, false)]
    [InlineData("@192.0.2.1 +https", 443, UpstreamScheme.Https, false)]
    [InlineData("@192.0.2.1 +http-plain", 80, UpstreamScheme.Https, false)]
    [InlineData("@192.0.2.1 +quic", 853, UpstreamScheme.Quic, false)]
    [InlineData("@tls://192.0.2.1", 853, UpstreamScheme.Tls, true)]
    [InlineData("@tcp://192.0.2.1 +tls", 53, UpstreamScheme.Tcp, true)]
    [InlineData("@https://192.0.2.1:8443/q", 8443, UpstreamScheme.Https, true)]
    public async Task Word_and_flags_say_how_a_server_is_asked_and_at_which_port(string line, int port, UpstreamScheme scheme, bool mustAuthenticate)
    {
        QueryArguments arguments = ArgumentParser.Parse($"{line} example.com".Split(' '));
        await using UpstreamTransports transports = new(arguments, TransportServices.Default);
        ServerFinder finder = new(arguments, ResolvConf.Parse("nameserver 192.0.2.53\n"), transports);

        ImmutableArray<UpstreamServer> found = await finder.FindAsync(arguments.Servers[0], CancellationToken.None);

        UpstreamServer server = Assert.Single(found);
        Assert.Equal((port, scheme, mustAuthenticate), (server.EndPoint.Port, server.Scheme, server.MustAuthenticate));
    }

    [Theory]
    [InlineData("", 53, UpstreamScheme.UdpTcp)]
    [InlineData("+tls", 853, UpstreamScheme.Tls)]
    [InlineData("+tls -p 8853", 8853, UpstreamScheme.Tls)]
    public async Task The_systems_servers_are_asked_as_the_flags_say(string flags, int port, UpstreamScheme scheme)
    {
        QueryArguments arguments = ArgumentParser.Parse($"{flags} example.com".Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await using UpstreamTransports transports = new(arguments, TransportServices.Default);

        UpstreamServer server = Assert.Single(new ServerFinder(arguments, ResolvConf.Parse("nameserver 192.0.2.53\n"), transports).SystemServers);

        Assert.Equal((port, scheme), (server.EndPoint.Port, server.Scheme));
    }
}
