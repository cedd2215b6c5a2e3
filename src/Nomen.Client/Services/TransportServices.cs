using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Nomen.Client.Services;

/// <summary>What every transport takes from outside: the clock, chance, where work runs, where to log. The last, optional constructor argument everywhere.</summary>
public sealed record TransportServices
{
    /// <summary>The system's clock, a cryptographic generator, the thread pool, no log.</summary>
    public static TransportServices Default { get; } = new();

    /// <summary>Clock for timers and elapsed times. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Chance: message IDs, letter case, jitter. Default the process's cryptographic generator.</summary>
    public DnsRandom Random { get; init; } = DnsRandom.Shared;

    /// <summary>Where background loops and completions run. Default the thread pool; tests give a deterministic one.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Where to log. Default nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
