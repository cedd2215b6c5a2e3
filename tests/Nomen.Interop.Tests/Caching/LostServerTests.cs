using Nomen.Client.Caching;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Caching;

/// <summary>A server that is really gone: its names go on to resolve (RFC 8767).</summary>
[Collection(LabCollection.Name)]
public sealed class LostServerTests
{
    private static readonly DnsRequest Question = DnsRequest.Query(LabZone.Name, DnsType.SOA);

    [InteropFact(Server.Nsd)]
    [Rfc(8767, "4")]
    public async Task A_name_goes_on_to_resolve_when_its_server_is_gone()
    {
        LaterClock clock = new();
        CacheTransport cache;
        DnsResponse fresh;
        await using (NameServerProcess server = await NameServerProcess.StartAsync(new NsdServer(0)))
        {
            cache = new CacheTransport(
                Transports.UdpThenTcp(server.EndPoint), new CacheTransportOptions { ServeStale = new ServeStaleOptions() }, new TransportServices { TimeProvider = clock });
            fresh = await cache.SendAsync(Question);
        }

        await using CacheTransport disposed = cache;
        clock.Later = TimeSpan.FromHours(20);
        DnsResponse stale = await cache.SendAsync(Question);

        Assert.Equal((AnswerSource.Network, AnswerSource.StaleCache), (fresh.Source, stale.Source));
        Assert.Equal(Data(fresh), Data(stale));
        Assert.Equal(ExtendedErrorCode.StaleAnswer, Assert.Single(stale.Message.Edns!.Options.OfType<ExtendedError>()).InfoCode);
    }

    private static string[] Data(DnsResponse response) => [.. response.Message.ReadRecords(DnsSection.Answer).Select(record => record.Data.ToString()!)];

    /// <summary>The system's clock, later when a test says so.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Later.TotalSeconds * TimestampFrequency);
    }
}
