using Nomen.Dns.Errors;

namespace Nomen.Client.Selection;

/// <summary>What one request taught about its upstream.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Elapsed">How long it took; until it was called back, when it was; negative when that is no measure of the upstream.</param>
/// <param name="Now">Timestamp of the end.</param>
/// <param name="WasTrial">Whether an open breaker had let it through.</param>
/// <param name="IsContradicted">Whether another upstream has answered the same request usefully.</param>
/// <param name="Failure">Why there is no response; only for <see cref="AttemptEnd.Failed"/>.</param>
/// <param name="Server">The server that answered, in textual form.</param>
internal readonly record struct AttemptReport(AttemptEnd End, long Elapsed, long Now, bool WasTrial, bool IsContradicted, TransportFailure Failure, string? Server);
