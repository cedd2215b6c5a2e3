using Nomen.Client.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tls;

/// <summary>DNS over TLS to the servers of the distribution that have it (RFC 7858).</summary>
[Collection(LabCollection.Name)]
public sealed class TlsQueryTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(7858, "3.3")]
    public async Task Answers_as_over_UDP(Server server)
    {
        await using StreamTransport transport = TlsLab.Tls(await lab.TlsAddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(DnsRequest.Query("www.lab.test", DnsType.A));

        DnsResponse udp = await lab.AskAsync(server, "www.lab.test", DnsType.A);
        Assert.Equal((Rcode.NoError, DnsProtocol.Tls), (response.Rcode, response.Protocol));
        Assert.Equal(Lines(udp), Lines(response));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_large_answer_comes_whole(Server server)
    {
        await using StreamTransport transport = TlsLab.Tls(await lab.TlsAddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.HugeName, DnsType.TXT));

        Assert.Equal(LabZone.HugeCount, response.Message.Answers.Count);
    }

    // NSD 4.6.1 is the one that needs each query in a TLS record of its own.
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(7858, "3.3")]
    public async Task A_thousand_at_once_share_one_connection_and_each_gets_its_own_answer(Server server)
    {
        StreamTransportOptions options = new() { MaxInFlight = 1000, ResponseTimeout = TimeSpan.FromSeconds(60) };
        await using StreamTransport transport = TlsLab.Tls(await lab.TlsAddressOfAsync(server), stream: options);

        DnsResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(i => transport.SendAsync(DnsRequest.Query($"n{i}.wild.lab.test", DnsType.TXT)).AsTask()));

        Assert.All(responses, (response, i) => Assert.Equal($"n{i}.wild.lab.test.", response.Message.Question!.Value.Name.ToString()));
        Assert.All(responses, response => Assert.Equal(1, response.Message.Answers.Count));
    }

    /// <summary>Unbound pads a response to 468 octets only when it found padding in the query (RFC 8467 section 4.2).</summary>
    [Theory]
    [OnServer(Server.Unbound, 128, true)]
    [OnServer(Server.Unbound, 0, false)]
    [Rfc(7830, "4")]
    public async Task A_server_sees_the_padding_and_pads_too(Server server, int block, bool isPadded)
    {
        await using StreamTransport transport = TlsLab.Tls(await lab.TlsAddressOfAsync(server), stream: new StreamTransportOptions { PaddingBlock = block });

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));

        Assert.Equal(isPadded, response.Message.Octets.Length % 468 == 0);
    }

    [Theory]
    [OnServer(Server.Unbound)]
    [Rfc(7828, "3.2.2")]
    public async Task A_server_tells_its_idle_timeout(Server server)
    {
        await using StreamTransport transport = TlsLab.Tls(await lab.TlsAddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));

        Assert.Contains(response.Message.Edns!.Options, option => option is TcpKeepaliveOption { IdleTimeout.TotalSeconds: > 0 });
    }

    private static IEnumerable<string> Lines(DnsResponse response) =>
        response.Message.ReadRecords(DnsSection.Answer).Select(record => $"{record.Owner} {record.Type.ToMnemonic()} {record.Data}");
}
