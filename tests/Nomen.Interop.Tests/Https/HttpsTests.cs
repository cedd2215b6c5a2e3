using System.Net;
using Nomen.Client.Https;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Https;

/// <summary>DoH to servers of the distribution: BIND and Unbound, both over HTTP/2.</summary>
[Collection(LabCollection.Name)]
public sealed class HttpsTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Bind, DohMethod.Post)]
    [OnServer(Server.Bind, DohMethod.Get)]
    [OnServer(Server.Unbound, DohMethod.Post)]
    [OnServer(Server.Unbound, DohMethod.Get)]
    [Rfc(8484, "4.1")]
    public async Task Answers_as_over_UDP(Server server, DohMethod method)
    {
        await using HttpsTransport transport = await ToAsync(server, new() { Method = method });

        DnsResponse response = await transport.SendAsync(DnsRequest.Query("www.lab.test", DnsType.A));

        DnsResponse udp = await lab.AskAsync(server, "www.lab.test", DnsType.A);
        Assert.Equal((Rcode.NoError, DnsProtocol.Https), (response.Rcode, response.Protocol));
        Assert.Equal(Lines(udp), Lines(response));
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_large_answer_comes_whole(Server server)
    {
        await using HttpsTransport transport = await ToAsync(server);

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.HugeName, DnsType.TXT));

        Assert.Equal(LabZone.HugeCount, response.Message.Answers.Count);
    }

    [Theory]
    [OnServer(Server.Bind, DohMethod.Get, 100)]
    [OnServer(Server.Bind, DohMethod.Post, 100)]
    [OnServer(Server.Unbound, DohMethod.Get, 100)]
    [OnServer(Server.Unbound, DohMethod.Post, 100)]
    public async Task A_thousand_at_once_are_all_answered(Server server, DohMethod method, int places)
    {
        await using HttpsTransport transport = await ToAsync(server, new() { Timeout = TimeSpan.FromSeconds(60), MaxConcurrentRequests = places, Method = method });

        DnsResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(i => transport.SendAsync(DnsRequest.Query($"n{i}.wild.lab.test", DnsType.TXT)).AsTask()));

        Assert.All(responses, (response, i) => Assert.Equal($"n{i}.wild.lab.test.", response.Message.Question!.Value.Name.ToString()));
        Assert.All(responses, response => Assert.Equal(1, response.Message.Answers.Count));
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(7830, "3")]
    public async Task A_request_without_OPT_is_answered_without_one(Server server)
    {
        await using HttpsTransport transport = await ToAsync(server);

        DnsResponse response = await transport.SendAsync(DnsRequest.Query("web1.lab.test", DnsType.A).With((EdnsRecord?)null));

        Assert.False(response.Message.View.HasEdns);
        Assert.Equal(1, response.Message.Answers.Count);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_path_that_the_server_has_not_is_404(Server server)
    {
        await using HttpsTransport transport = await ToAsync(server, path: "/elsewhere");

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DnsRequest.Query("lab.test", DnsType.SOA)));

        Assert.Equal(TransportFailure.HttpStatus, e.Failure);
        Assert.Contains("404", e.Error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task An_authority_that_is_not_trusted_is_a_TLS_failure(Server server)
    {
        await using HttpsTransport transport = await ToAsync(server, connection: new() { Addresses = [IPAddress.Loopback] });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DnsRequest.Query("lab.test", DnsType.SOA)));

        Assert.Equal(TransportFailure.Tls, e.Failure);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_plain_TLS_port_is_an_error_and_no_answer(Server server)
    {
        IPEndPoint address = await lab.TlsAddressOfAsync(server);
        await using HttpsTransport transport = new(TemplateAt(address), new() { Timeout = TimeSpan.FromSeconds(2) }, Trusting);

        await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DnsRequest.Query("lab.test", DnsType.SOA)));
    }

    private static HttpsConnectionOptions Trusting { get; } = new() { Addresses = [IPAddress.Loopback], TrustedRoots = [LabCertificate.Authority] };

    private async Task<HttpsTransport> ToAsync(Server server, HttpsTransportOptions? options = null, HttpsConnectionOptions? connection = null, string path = "/dns-query") =>
        new(TemplateAt(await lab.HttpsAddressOfAsync(server), path), options, connection ?? Trusting);

    private static DohTemplate TemplateAt(IPEndPoint address, string path = "/dns-query") => DohTemplate.Parse($"https://{LabCertificate.Name}:{address.Port}{path}{{?dns}}");

    private static IEnumerable<string> Lines(DnsResponse response) =>
        response.Message.ReadRecords(DnsSection.Answer).Select(record => $"{record.Owner} {record.Type.ToMnemonic()} {record.Data}");
}
