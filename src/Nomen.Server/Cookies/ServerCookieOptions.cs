using System.Collections.Immutable;
using Nomen.Dns.Edns;
using Nomen.Dns.Transports;

namespace Nomen.Server.Cookies;

/// <summary>How a server makes and checks DNS cookies (RFC 7873, RFC 9018).</summary>
public sealed record ServerCookieOptions
{
    /// <summary>Most secrets at a time: the one in use, the one before, and the next, while servers behind one address change theirs.</summary>
    private const int MaxSecrets = 3;

    /// <summary>Secrets of 16 octets: cookies are made with the first, and accepted of each. Default none: the server makes its own, and changes it. At most 3.</summary>
    /// <remarks>Servers behind one address need the same. To change it there, give all of them the new one as their second, then as their first, then alone (RFC 9018 section 5).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Too many, or one of another length.</exception>
    public ImmutableArray<ReadOnlyMemory<byte>> Secrets
    {
        get;
        init => field = value.IsDefault ? [] : value.Length <= MaxSecrets && value.All(secret => secret.Length == ServerCookie.SecretLength)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"At most {MaxSecrets} secrets of {ServerCookie.SecretLength} octets are allowed.");
    } = [];

    /// <summary>Time after which the server makes a new secret of its own; cookies of the one before stay good. Default 1 day; 1 hour to 36 days. RFC 9018 section 5.</summary>
    /// <remarks>No cookie lives longer than an hour, so that no client notices. Not used with <see cref="Secrets"/>.</remarks>
    public TimeSpan RotationPeriod
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromHours(1), TimeSpan.FromDays(36));
    } = TimeSpan.FromDays(1);

    /// <summary>Whether a client that knows cookies is answered BADCOOKIE over UDP until it returns one of ours. Default false: it is answered all the same. RFC 7873 section 5.2.3.</summary>
    /// <remarks>Costs such a client a round trip now and then, and forgers of its address their answer. Clients without cookies are answered as ever.</remarks>
    public bool IsDemanded { get; init; }
}
