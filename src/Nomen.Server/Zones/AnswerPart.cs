using Nomen.Dns.Names;

namespace Nomen.Server.Zones;

/// <summary>An RRset in a section of an answer.</summary>
/// <param name="Rrset">The records.</param>
/// <param name="Owner">The owner to write: the query name for what a wildcard made (RFC 4592 section 3.3.3), and else in the letter case asked for, which compresses.</param>
internal readonly record struct AnswerPart(ZoneRrset Rrset, DomainName Owner);
