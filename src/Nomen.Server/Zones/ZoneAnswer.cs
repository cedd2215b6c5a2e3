using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>What the zones have to say to a question, before it is a message.</summary>
internal sealed class ZoneAnswer
{
    /// <summary>Response code.</summary>
    public Rcode Rcode { get; set; }

    /// <summary>AA: the first name of the answer is ours (RFC 1034 section 6.2.7 and 4.3.2).</summary>
    public bool IsAuthoritative { get; set; }

    /// <summary>The answer section.</summary>
    public List<AnswerPart> Answers { get; } = [];

    /// <summary>The authority section.</summary>
    public List<AnswerPart> Authority { get; } = [];

    /// <summary>The additional section.</summary>
    public List<AnswerPart> Additional { get; } = [];

    /// <summary>Whether an RRset is in one of the sections already.</summary>
    public bool Contains(ZoneRrset rrset, DomainName owner) => Holds(Answers, rrset, owner) || Holds(Authority, rrset, owner) || Holds(Additional, rrset, owner);

    private static bool Holds(List<AnswerPart> section, ZoneRrset rrset, DomainName owner)
    {
        foreach (AnswerPart part in section)
        {
            if (ReferenceEquals(part.Rrset, rrset) && part.Owner == owner)
            {
                return true;
            }
        }

        return false;
    }
}
