using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Scripted;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Streams;

/// <summary>Many queries on one TCP connection (RFC 7766).</summary>
[Collection(LabCollection.Name)]
public sealed class PipelineTests(Lab lab)
{
    private const int QueryCount = 100;

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(7766, "6.2.1.1")]
    public async Task Queries_at_the_same_time_share_one_connection_and_each_gets_its_own_answer(Server server)
    {
        await using ScriptedStreamServer relay = Relay.To(await lab.AddressOfAsync(server));
        await using IDnsTransport transport = Transports.Tcp(relay.EndPoint);
        LabRecord[] records = [.. TypeRecords.All.Where(record => !record.IsInReferral)];

        DnsResponse[] responses = await Task.WhenAll(Questions(records).Select(async request => await transport.SendAsync(request)));

        Assert.Equal(1, relay.Connections);
        Assert.All(responses.Zip(Questions(records)), pair => Assert.Equal(pair.Second.Question, pair.First.Message.Question));
        Assert.All(responses, response => Assert.NotEqual(0, response.Message.Answers.Count));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(7766, "6.2.1")]
    public async Task Queries_one_after_another_reuse_the_connection(Server server)
    {
        await using ScriptedStreamServer relay = Relay.To(await lab.AddressOfAsync(server));
        await using IDnsTransport transport = Transports.Tcp(relay.EndPoint);

        for (int i = 0; i < 20; i++)
        {
            DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));
            Assert.Equal(1, response.Message.Answers.Count);
        }

        Assert.Equal(1, relay.Connections);
    }

    [InteropFact(Server.Unbound)]
    [Rfc(7766, "6.2.1.1")]
    public async Task An_answer_that_overtakes_another_reaches_its_own_asker()
    {
        await using IDnsTransport transport = Transports.Tcp(await lab.AddressOfAsync(Server.Unbound));

        Task<DnsResponse> slow = transport.SendAsync(DnsRequest.Query("overtaken.slow.test", DnsType.A)).AsTask();
        HeldQuery held = await lab.SlowUpstream.NextAsync("overtaken.slow.test.");
        DnsResponse fast = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));
        bool slowWasOutstanding = !slow.IsCompleted;
        await held.AnswerAsync();
        DnsResponse late = await slow;

        Assert.True(slowWasOutstanding);
        Assert.Equal(DnsType.SOA, Assert.Single(fast.Message.ReadRecords(DnsSection.Answer)).Type);
        Assert.Equal("192.0.2.7", Assert.Single(late.Message.ReadRecords(DnsSection.Answer)).Data.ToString());
    }

    private static IEnumerable<DnsRequest> Questions(LabRecord[] records) => Enumerable.Range(0, QueryCount)
        .Select(i => records[i % records.Length])
        .Select(record => DnsRequest.Query(record.Name, record.TypeCode));
}
