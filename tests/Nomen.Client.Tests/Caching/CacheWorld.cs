using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Caching;

/// <summary>A cache over a scripted upstream, in virtual time on one thread.</summary>
internal sealed class CacheWorld
{
    public const string Soa = "example. 900 IN SOA ns.example. admin.example. 1 7200 3600 1209600 600";

    public CacheWorld(CacheTransportOptions? options = null)
    {
        Cache = new CacheTransport(Upstream, options ?? new CacheTransportOptions { MaxBytes = 1 << 20 }, Run.Services);
    }

    public VirtualRun Run { get; } = new();

    public CacheUpstream Upstream { get; } = new();

    public CacheTransport Cache { get; }

    public int AskedUpstream => Upstream.Asked.Count;

    /// <summary>What the fast path told beside the message, the last time.</summary>
    public FastAnswer Fast { get; private set; }

    public static DnsRequest Request(string name = "www.example", DnsType type = DnsType.A, DnsFlags flags = DnsFlags.RD, bool dnssecOk = false) =>
        DnsRequest.Query(name, type).With(flags).With(EdnsRecord.Default with { DnssecOk = dnssecOk });

    public DnsResponse Ask(DnsRequest? request = null) => Run.Run(async () => await Cache.SendAsync(request ?? Request()));

    public DnsResponse Ask(string name, DnsType type = DnsType.A, DnsFlags flags = DnsFlags.RD, bool dnssecOk = false) => Ask(Request(name, type, flags, dnssecOk));

    public DnsTransportException AskInVain(DnsRequest? request = null) => Assert.Throws<DnsTransportException>(() => Ask(request));

    public Task<DnsResponse> Start(DnsRequest? request = null, CancellationToken cancellationToken = default)
    {
        Task<DnsResponse> task = Run.Scheduler.Start(async () => await Cache.SendAsync(request ?? Request(), cancellationToken));
        Run.Scheduler.RunUntilIdle();
        return task;
    }

    public void Deliver(Action action)
    {
        Run.Scheduler.Deliver(action);
        Run.Scheduler.RunUntilIdle();
    }

    /// <summary>Runs what is ready, such as refreshes that were queued.</summary>
    public void Settle() => Run.Scheduler.RunUntilIdle();

    public void Pass(double seconds) => Run.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Asks over the fast path; null when it declines.</summary>
    public DnsMessage? AskFast(DnsRequest? request = null, int size = 1232, ushort id = 77)
    {
        byte[] query = new byte[512];
        HopFields hop = new() { Id = id, PayloadSize = 1232 };
        Assert.True(RequestComposer.TryCompose(request ?? Request(), query, hop, out int length));
        Assert.True(WireQuery.TryRead(query.AsSpan(0, length), out WireQuery wire));
        byte[] answer = new byte[size];
        bool isAnswered = Cache.TryAnswer(wire, answer, out FastAnswer fast);
        Fast = fast;
        return isAnswered ? DnsMessage.Parse(answer.AsSpan(0, fast.Length)) : null;
    }

    public static string[] Records(DnsMessage message, DnsSection section = DnsSection.Answer) =>
        [.. message.ReadRecords(section).Where(record => record.Type != DnsType.OPT).Select(record => record.ToString().Replace('\t', ' '))];

    /// <summary>TTLs of all records but OPT, in order.</summary>
    public static uint[] Ttls(DnsMessage message)
    {
        List<uint> ttls = [];
        foreach (DnsSection section in Enum.GetValues<DnsSection>())
        {
            ttls.AddRange(message.ReadRecords(section).Where(record => record.Type != DnsType.OPT).Select(record => record.Ttl));
        }

        return [.. ttls];
    }
}
