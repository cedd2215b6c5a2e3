using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>What of a client's query reaches the transport: question, RD, CD, AD and DO, and who asked.</summary>
public sealed class QueryRequestTests
{
    private static readonly IPEndPoint Client = new(IPAddress.Loopback, 40_000);

    [Fact]
    public void Question_and_context_are_the_clients()
    {
        DnsRequest request = RequestOf(Query.Octets("wWw.example.", DnsType.MX));

        Assert.Equal(new DnsQuestion(DomainName.Parse("www.example."), DnsType.MX), request.Question);
        Assert.Equal(Client, request.Context?.Client);
        Assert.Equal(DnsProtocol.Udp, request.Context?.ClientProtocol);
    }

    [Theory]
    [InlineData(DnsFlags.None)]
    [InlineData(DnsFlags.RD)]
    [InlineData(DnsFlags.CD)]
    [InlineData(DnsFlags.AD)]
    [InlineData(DnsFlags.RD | DnsFlags.CD | DnsFlags.AD)]
    public void RD_CD_and_AD_are_copied(DnsFlags flags)
    {
        Assert.Equal(flags, RequestOf(Query.Octets("www.example.", flags: flags)).Flags);
    }

    [Fact]
    public void Other_flags_are_not_copied()
    {
        Assert.Equal(DnsFlags.None, RequestOf(Query.Octets("www.example.", flags: DnsFlags.AA | DnsFlags.RA | DnsFlags.TC | DnsFlags.Z)).Flags);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_EDNS_only_DO_is_copied(bool dnssecOk)
    {
        EdnsRecord asked = new()
        {
            DnssecOk = dnssecOk,
            PayloadSize = 4096,
            ReservedFlags = 1,
            Options = [new UnknownOption(EdnsOptionCode.Cookie, new byte[8]), new UnknownOption(EdnsOptionCode.ClientSubnet, new byte[] { 0, 1, 24, 0, 192, 0, 2 })],
        };

        DnsRequest request = RequestOf(Query.Octets("www.example.", edns: asked));

        Assert.Equal(EdnsRecord.Default with { DnssecOk = dnssecOk }, request.Edns);
    }

    private static DnsRequest RequestOf(byte[] query)
    {
        FakeTransport transport = new(FakeTransport.OneAddress);
        QueryPipeline pipeline = new(transport, new DnsServerOptions(), Nomen.Client.Services.TransportServices.Default, new ServerCounters());
        pipeline.Begin(query, new ClientAddress(Client, DnsProtocol.Udp), TimeSpan.Zero, new byte[ushort.MaxValue]);
        return Assert.Single(transport.Requests);
    }
}
