namespace Nomen.Hosting.Caching;

/// <summary>An answer that waits to be written.</summary>
/// <param name="Key">Key in the store.</param>
/// <param name="Value">The value, without its frame.</param>
/// <param name="Lifetime">Time after which it is of no use, from when it was queued.</param>
/// <param name="QueuedAt">Timestamp.</param>
internal readonly record struct PendingWrite(string Key, ReadOnlyMemory<byte> Value, TimeSpan Lifetime, long QueuedAt);
