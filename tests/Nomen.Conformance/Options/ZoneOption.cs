using System.Collections.Immutable;

namespace Nomen.Conformance.Options;

/// <summary>A stub or forward zone.</summary>
internal sealed record ZoneOption
{
    /// <summary>Zone, in presentation form.</summary>
    public string Name { get; init; } = ".";

    /// <summary>Addresses of its servers, with <c>@port</c> where given.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Names of its servers, to be resolved.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Whether the NS set is fetched from the stub first.</summary>
    public bool Primes { get; init; }

    /// <summary>Whether normal recursion is tried when the servers fail.</summary>
    public bool FallsBack { get; init; }

    /// <summary>Whether answers are not cached.</summary>
    public bool IsUncached { get; init; }

    /// <summary>Whether its servers are asked over TCP only.</summary>
    public bool OverTcp { get; init; }
}
