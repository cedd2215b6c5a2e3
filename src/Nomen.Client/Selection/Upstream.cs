using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>One of several transports to choose from, under a label, with its limits. Immutable; whoever takes it owns the transport.</summary>
public sealed class Upstream
{
    /// <summary>Longest label.</summary>
    private const int MaxLabelLength = 200;

    /// <summary>Gives a transport a label.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="label">For logs, statistics and removal; null numbers it (<c>upstream-1</c>). Not empty, 200 characters at most, no control characters.</param>
    /// <exception cref="ArgumentException">The label breaks a rule.</exception>
    public Upstream(IDnsTransport transport, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        if (label is not null && (string.IsNullOrWhiteSpace(label) || label.Length > MaxLabelLength || label.Any(char.IsControl)))
        {
            throw new ArgumentException($"A label has 1 to {MaxLabelLength} characters and no control characters.", nameof(label));
        }

        Transport = transport;
        Label = label;
    }

    /// <summary>The transport.</summary>
    public IDnsTransport Transport { get; }

    /// <summary>The label; null when it is to be numbered.</summary>
    public string? Label { get; }

    /// <summary>Whether it is asked only when every other upstream has failed the request, or none other is available. Default false.</summary>
    /// <remarks>Slowness of the others alone never brings it in, and it is never probed: right for clear text behind encrypted upstreams. A request then waits until the others have given up.</remarks>
    public bool LastResort { get; init; }

    /// <summary>Share of the load relative to the other upstreams, for load balancing. Default 1; 1 to 1,000.</summary>
    public int Weight
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000);
    } = 1;

    /// <summary>Most requests at one time; null for no limit. Default null; 1 to 1,000,000.</summary>
    /// <remarks>A request that finds it full goes to the next upstream; none waits for a place.</remarks>
    public int? MaxOutstanding
    {
        get;
        init => field = value is { } limit ? Limit.InRange(limit, 1, 1_000_000) : null;
    }

    /// <summary>Most requests in any interval of a length; null for no limit. Default null.</summary>
    /// <remarks>For upstreams that limit the rate of their clients. A request that finds it used up goes to the next upstream.</remarks>
    public BurstLimit? Burst { get; init; }
}
