using System.Collections.Immutable;
using System.Net;
using Nomen.Dns.Edns;

namespace Nomen.Dns.Transports;

/// <summary>What belongs to one client query and everything it starts: deadline, budget, client, errors to report. Made at the door, carried by every copy of the request.</summary>
/// <remarks>Thread-safe. Never part of a cache key.</remarks>
public sealed class QueryContext
{
    private readonly long _deadline;
    private ImmutableArray<ExtendedError> _errors = [];

    /// <summary>Starts a context: the deadline counts from now.</summary>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="timeout">Total time for the query, everything included; over 0, at most a day.</param>
    /// <param name="budget">Work allowed; null for a default one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is out of range.</exception>
    public QueryContext(TimeProvider timeProvider, TimeSpan timeout, WorkBudget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        Limit.InRange(timeout, TimeSpan.FromTicks(1), TimeSpan.FromDays(1), nameof(timeout));
        TimeProvider = timeProvider;
        Budget = budget ?? new WorkBudget();
        _deadline = timeProvider.GetTimestamp() + (long)(timeout.TotalSeconds * timeProvider.TimestampFrequency);
    }

    /// <summary>The clock that the deadline is read from.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The deadline as a timestamp of <see cref="TimeProvider"/>.</summary>
    public long Deadline => _deadline;

    /// <summary>Time left; zero when the deadline has passed. A layer's timer is the smaller of its own option and this.</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan left = TimeProvider.GetElapsedTime(TimeProvider.GetTimestamp(), _deadline);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Work left, shared with every sub-question.</summary>
    public WorkBudget Budget { get; }

    /// <summary>Address of the client that asked; null for this process itself.</summary>
    public IPEndPoint? Client { get; init; }

    /// <summary>Whether the client asked that nobody be told its network (RFC 7871 section 7.1.2). Default no.</summary>
    public bool IsClientPrivate { get; init; }

    /// <summary>What the client's query came over.</summary>
    public DnsProtocol ClientProtocol { get; init; }

    /// <summary>Upstreams not to ask, in their textual form: after a bogus answer another one is tried.</summary>
    public ImmutableHashSet<string> ExcludedUpstreams { get; init; } = [];

    /// <summary>Where to tell what happens; null for nowhere.</summary>
    public IQueryTrace? Trace { get; init; }

    /// <summary>Extended DNS errors that any part noted, in order.</summary>
    public ImmutableArray<ExtendedError> ExtendedErrors => _errors;

    /// <summary>Notes an extended error for the final answer.</summary>
    public void Note(ExtendedError error) => ImmutableInterlocked.Update(ref _errors, static (errors, added) => errors.Add(added), error);
}
