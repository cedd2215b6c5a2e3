namespace Nomen.Client.Capabilities;

/// <summary>Whether one thing that transports need works on this machine.</summary>
/// <param name="Name">What it is: <c>HTTP/3</c>, <c>IPv6</c>.</param>
/// <param name="Works">Whether it was seen to work.</param>
/// <param name="Detail">Why not, and what is missing; null when it works.</param>
public sealed record PlatformCapability(string Name, bool Works, string? Detail = null)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => Works ? $"{Name}: works" : $"{Name}: no ({Detail})";
}
