using System.Net;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Queries;

/// <summary>Many questions at the same time over UDP: each gets its own answer, whatever shares a socket.</summary>
[Collection(LabCollection.Name)]
public sealed class ManyAtOnceTests(Lab lab)
{
    private const int QueryCount = 300;

    [Theory]
    [OnServer(Server.Nsd, false)]
    [OnServer(Server.Bind, false)]
    [OnServer(Server.Knot, false)]
    [OnServer(Server.Unbound, false)]
    [OnServer(Server.Nsd, true)]
    [OnServer(Server.Bind, true)]
    [OnServer(Server.Knot, true)]
    [OnServer(Server.Unbound, true)]
    [Rfc(5452, "9.1")]
    public async Task Every_question_gets_its_own_answer(Server server, bool sharedSocket)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        await using IDnsTransport transport = sharedSocket ? Transports.SharedUdp(address) : Transports.Udp(address);
        DnsRequest[] requests = [.. Requests()];

        DnsResponse[] responses = await Task.WhenAll(requests.Select(async request => await transport.SendAsync(request)));

        Assert.Equal(requests.Select(request => request.Question), responses.Select(response => response.Message.Question));
        Assert.All(responses, response => Assert.Equal(response.Message.Question!.Value.Type, response.Message.ReadRecords(DnsSection.Answer)[^1].Type));
    }

    private static IEnumerable<DnsRequest> Requests()
    {
        LabRecord[] records = [.. TypeRecords.All.Where(record => !record.IsInReferral)];

        return Enumerable.Range(0, QueryCount).Select(i => records[i % records.Length]).Select(record => DnsRequest.Query(record.Name, record.TypeCode));
    }
}
