using Nomen.Client.Caching;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Stale;

/// <summary>A cache that serves stale answers, and ways for its upstream to go wrong.</summary>
internal static class StaleWorld
{
    public static readonly ServeStaleOptions Immediate = new() { ClientWait = TimeSpan.Zero };

    public static CacheTransportOptions Options(ServeStaleOptions? stale = null) => new() { MaxBytes = 1 << 20, ServeStale = stale ?? new ServeStaleOptions() };

    public static CacheWorld Make(ServeStaleOptions? stale = null) => new(Options(stale));

    /// <summary>One that holds www.example with a TTL of 300 s, which ended a second ago.</summary>
    public static CacheWorld MakeExpired(ServeStaleOptions? stale = null)
    {
        CacheWorld world = Make(stale);
        world.Ask();
        world.Pass(301);
        return world;
    }

    public static void Answers(this CacheUpstream upstream, string address, uint ttl = 300) =>
        upstream.Answer = request => CacheUpstream.Reply(request, answers: $"{request.Question!.Value.Name} {ttl} IN A {address}");

    public static void Denies(this CacheUpstream upstream, Rcode rcode, string authority = CacheWorld.Soa) =>
        upstream.Answer = request => CacheUpstream.Reply(request, rcode: rcode, authority: authority);

    public static void Fails(this CacheUpstream upstream, Rcode rcode = Rcode.ServFail) =>
        upstream.Answer = request => CacheUpstream.Reply(request, rcode: rcode);

    public static void Fails(this CacheUpstream upstream, TransportFailure failure) => upstream.Answer = _ => throw CacheUpstream.Failure(failure);

    public static DnsResponse Validated(this DnsResponse response, SecurityStatus status) =>
        new(response.Message) { Validation = new ResponseValidation(status, []) };

    public static string Address(this DnsResponse response) => response.Message.Address();

    public static string Address(this DnsMessage message) => CacheWorld.Records(message)[^1].Split(' ')[^1];

    public static TimeSpan Timed(this CacheWorld world, Action action)
    {
        TimeSpan before = world.Run.Time.Elapsed;
        action();
        return world.Run.Time.Elapsed - before;
    }
}
