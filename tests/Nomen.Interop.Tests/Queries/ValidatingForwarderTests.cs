using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Queries;

/// <summary>What a validating forwarder says about signed and bogus zones: AD, CD and Extended DNS Errors.</summary>
[Collection(LabCollection.Name)]
public sealed class ValidatingForwarderTests(Lab lab)
{
    [InteropFact(Server.Unbound)]
    [Rfc(4035, "3.2.3")]
    public async Task A_validating_forwarder_sets_AD_for_a_signed_zone()
    {
        DnsRequest request = DnsRequest.Query("www.signed.test", DnsType.AAAA).With(DnsFlags.RD | DnsFlags.AD);

        DnsResponse response = await lab.AskAsync(Server.Unbound, request);

        Assert.Equal(DnsFlags.AD, response.Message.Flags & DnsFlags.AD);
    }

    [InteropFact(Server.Unbound)]
    [Rfc(8914, "2")]
    public async Task A_bogus_zone_is_SERVFAIL_with_an_extended_error()
    {
        DnsResponse response = await lab.AskAsync(Server.Unbound, "www.nsec3.test", DnsType.A);

        Assert.Equal(Rcode.ServFail, response.Rcode);
        ExtendedError error = Assert.Single(response.Message.Edns!.Options.OfType<ExtendedError>());
        Assert.True(error.InfoCode is ExtendedErrorCode.DnssecBogus or ExtendedErrorCode.DnskeyMissing, error.ToString());
    }

    [InteropFact(Server.Unbound)]
    [Rfc(4035, "3.2.2")]
    public async Task CD_gets_the_answer_of_a_bogus_zone()
    {
        DnsRequest request = DnsRequest.Query("www.nsec3.test", DnsType.A).With(DnsFlags.RD | DnsFlags.CD);

        DnsResponse response = await lab.AskAsync(Server.Unbound, request);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(1, response.Message.Answers.Count);
    }
}
