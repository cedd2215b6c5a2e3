namespace Nomen.Client.Caching.SecondLevel;

/// <summary>What a look-up in a second level brought.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Value">The value, when one was found.</param>
public readonly record struct SecondLevelRead(SecondLevelStatus Status, ReadOnlyMemory<byte> Value = default);
