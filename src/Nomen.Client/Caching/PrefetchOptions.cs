using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Refreshing answers before they expire, so that nobody waits for those that are asked for all the time.</summary>
/// <remarks>
/// A hit in the last part of an answer's life is answered from memory and starts one question to the upstream, in the background.
/// When more want a refresh than <see cref="CacheTransportOptions.MaxRefreshes"/> allows, those with most hits go first.
/// </remarks>
public sealed record PrefetchOptions
{
    /// <summary>Most questions in <see cref="KeepWarm"/>: with a TTL of 300 s each, some 40 questions to the upstream in a second.</summary>
    public const int MaxKeepWarm = 10_000;

    /// <summary>The last part of an answer's life, as a share of it, in which a hit starts a refresh. Default 0.10; 0.01 to 0.5.</summary>
    /// <remarks>More asks the upstream more often and refreshes more surely; 0.1 costs popular names a ninth more questions.</remarks>
    public double WhenRemainingBelow
    {
        get;
        init => field = Limit.InRange(value, 0.01, 0.5);
    } = 0.10;

    /// <summary>Hits that an answer must have had since it was stored, the one that starts the refresh included. Default 2; 1 to 63.</summary>
    /// <remarks>1 refreshes whatever is asked for once at the right time, much of which nobody asks for again.</remarks>
    public int MinHits
    {
        get;
        init => field = Limit.InRange(value, 1, 63);
    } = 2;

    /// <summary>Questions of class IN that are asked when the cache is made, and again before each answer expires, as long as the cache lives. Default none; at most 10,000.</summary>
    /// <remarks>
    /// Asked with RD, and with DO when <see cref="CacheTransportOptions.Upstream"/> says so. One that fails, or whose answer is not kept, is
    /// asked again after <see cref="CacheTransportOptions.FailureTtl"/>, doubling up to <see cref="CacheTransportOptions.MaxFailureTtl"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are too many, or one is of another class or for no type of data.</exception>
    public ImmutableArray<DnsQuestion> KeepWarm
    {
        get;
        init => field = Checked(value.IsDefault ? [] : value);
    } = [];

    private static ImmutableArray<DnsQuestion> Checked(ImmutableArray<DnsQuestion> questions, [CallerMemberName] string? name = null)
    {
        Limit.InRange(questions.Length, 0, MaxKeepWarm, name);
        foreach (DnsQuestion question in questions)
        {
            if (question.Class != DnsClass.IN || !CacheRules.IsData(question.Type))
            {
                throw new ArgumentOutOfRangeException(name, question, $"{question} is never kept.");
            }
        }

        return questions;
    }
}
