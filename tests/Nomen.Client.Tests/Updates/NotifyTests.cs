using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Updates;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Updates;

public sealed class NotifyTests
{
    [Fact]
    [Rfc(1996, "3.7")]
    public async Task Names_the_zone_and_tells_its_new_SOA()
    {
        SoaData soa = new(DomainName.Root, DomainName.Root, 7, 1, 2, 3, 4);
        FakeTransport transport = new(VirtualPair.Answer);

        DnsResponse response = await Notify.SendAsync(transport, "example.com", soa);

        DnsRequest request = Assert.Single(transport.Requests);
        Assert.Equal((Opcode.Notify, DnsFlags.AA), (request.Opcode, request.Flags));
        Assert.Equal(new DnsQuestion(DomainName.Parse("example.com"), DnsType.SOA, DnsClass.IN), request.Question);
        Assert.Equal(soa, Assert.Single(request.AnswerRecords).Data);
        Assert.Equal(Rcode.NoError, response.EnsureSuccess().Rcode);
    }

    [Fact]
    public void The_hint_may_be_left_out()
    {
        Assert.Empty(Notify.Request(DomainName.Parse("example.com")).AnswerRecords);
    }
}
