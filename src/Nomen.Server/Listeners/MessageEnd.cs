namespace Nomen.Server.Listeners;

/// <summary>Where a message is cut: the octets that are kept, and how many records of each section are among them.</summary>
/// <param name="Length">Octets kept.</param>
/// <param name="Answers">Records kept of the answer section.</param>
/// <param name="Authority">Records kept of the authority section.</param>
/// <param name="Additional">Records kept of the additional section.</param>
/// <param name="IsTruncated">Whether something is missing that the client needs: TC is to be set.</param>
internal readonly record struct MessageEnd(int Length, int Answers, int Authority, int Additional, bool IsTruncated);
