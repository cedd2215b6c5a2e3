using Nomen.Client.Caching.SecondLevel;

namespace Nomen.Hosting.Caching;

/// <summary>How an operation of the store ended.</summary>
/// <param name="Status">Found when the store did it, whatever it has; else why not.</param>
/// <param name="Value">What it has for a look-up; null for nothing.</param>
internal readonly record struct StoreOutcome(SecondLevelStatus Status, byte[]? Value = null);
