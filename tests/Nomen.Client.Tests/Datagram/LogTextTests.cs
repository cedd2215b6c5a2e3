using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Names may hold any octet; a log or a terminal that shows them must not be steered by them (docs/threats.md C9).</summary>
public sealed class LogTextTests
{
    [Fact]
    [Rfc(1035, "5.1")]
    public async Task Control_characters_of_a_name_reach_neither_log_nor_message()
    {
        Assert.True(DomainName.TryFromWire([9, 0x1b, .. "[2J"u8, 0x0d, 0x0a, 0x07, 0x7f, 0x9b, 0], out DomainName name));
        TextLogger log = new();
        await using DatagramTransport transport = new(Nobody(), services: new TransportServices { LoggerFactory = log });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(new DnsRequest(new DnsQuestion(name, DnsType.A))));

        Assert.Contains(log.Lines, static line => line.Contains(@"\027[2J\013\010\007\127\155", StringComparison.Ordinal));
        Assert.DoesNotContain([.. log.Lines, e.Message], static line => line.Any(char.IsControl));
    }

    /// <summary>An address where nobody listens.</summary>
    private static IPEndPoint Nobody()
    {
        using LoopbackResponder server = LoopbackResponder.Silent();
        return server.EndPoint;
    }
}
