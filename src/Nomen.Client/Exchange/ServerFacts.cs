namespace Nomen.Client.Exchange;

/// <summary>What is known of an upstream, for choosing among several.</summary>
/// <param name="RoundTrip">Smoothed time from sending to the response; null while there was none.</param>
/// <param name="Failures">Exchanges without a response since the last one with.</param>
public readonly record struct ServerFacts(TimeSpan? RoundTrip, int Failures);
