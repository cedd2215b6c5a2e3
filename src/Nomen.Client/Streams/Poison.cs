namespace Nomen.Client.Streams;

/// <summary>Why the ID of a request that was given up is not used again yet.</summary>
/// <param name="Until">Timestamp from which it may be.</param>
/// <param name="ManyAnswers">Whether it was a transfer, of which many messages may still come.</param>
internal readonly record struct Poison(long Until, bool ManyAnswers);
