using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Dns.Edns;

namespace Nomen.Server.Cookies;

/// <summary>The secrets of a server's cookies: those that it was given, or its own, which it changes in time. Thread-safe.</summary>
/// <remarks>No timer: who asks first after the time is over makes the next one.</remarks>
internal sealed class CookieSecrets
{
    private readonly DnsRandom _random;
    private readonly long _period;
    private Generation _generation;

    /// <summary>Starts with the secrets of the options, or with one of its own.</summary>
    /// <param name="options">The options.</param>
    /// <param name="random">For secrets of its own.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public CookieSecrets(ServerCookieOptions options, DnsRandom random, long now, long frequency)
    {
        _random = random;
        _period = (long)(options.RotationPeriod.TotalSeconds * frequency);
        _generation = options.Secrets.IsEmpty
            ? new Generation([NewSecret()], now + _period)
            : new Generation(options.Secrets, long.MaxValue);
    }

    /// <summary>The secret to make cookies with, and behind it others to accept.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> At(long now)
    {
        Generation generation = Volatile.Read(ref _generation);
        while (now >= generation.Until)
        {
            Generation next = new([NewSecret(), generation.Secrets[0]], now + _period);
            Generation found = Interlocked.CompareExchange(ref _generation, next, generation);
            generation = ReferenceEquals(found, generation) ? next : found;
        }

        return generation.Secrets;
    }

    private byte[] NewSecret()
    {
        byte[] secret = new byte[ServerCookie.SecretLength];
        _random.Fill(secret);
        return secret;
    }

    private sealed record Generation(ImmutableArray<ReadOnlyMemory<byte>> Secrets, long Until);
}
