using Nomen.Dns.ZoneDigests;

namespace Nomen.Client.Transfers;

/// <summary>A transfer that came to its end: what it was, and how much.</summary>
/// <param name="Form">What the server sent.</param>
/// <param name="Serial">Serial of the server's version.</param>
/// <param name="Records">Records in all messages, both framing SOAs included.</param>
/// <param name="Messages">Messages.</param>
/// <param name="Octets">Octets of the messages, without the lengths in front of them.</param>
/// <param name="Digest">Whether the zone has the digest that it tells (ZONEMD).</param>
public sealed record TransferSummary(TransferForm Form, uint Serial, long Records, long Messages, long Octets, ZoneDigestVerdict Digest);
