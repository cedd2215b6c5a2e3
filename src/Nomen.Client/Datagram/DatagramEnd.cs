namespace Nomen.Client.Datagram;

/// <summary>How a request ended, for its driver.</summary>
/// <param name="Outcome">The outcome, unless the caller cancelled.</param>
/// <param name="RoundTrip">Time from the transmission that was answered to its answer, in ticks of the clock; -1 when none was.</param>
/// <param name="IsCancelled">Whether the caller cancelled.</param>
internal readonly record struct DatagramEnd(DatagramOutcome Outcome, long RoundTrip, bool IsCancelled);
