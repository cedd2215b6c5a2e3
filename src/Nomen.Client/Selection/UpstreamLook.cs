namespace Nomen.Client.Selection;

/// <summary>One upstream as it was when a request looked for one.</summary>
/// <param name="Standing">Whether it can take the request.</param>
/// <param name="Expected">When an answer would be late, in ticks of the clock.</param>
/// <param name="IsTried">Whether anything is known about its time.</param>
/// <param name="Outstanding">Requests under way.</param>
internal readonly record struct UpstreamLook(UpstreamStanding Standing, double Expected, bool IsTried, int Outstanding);
