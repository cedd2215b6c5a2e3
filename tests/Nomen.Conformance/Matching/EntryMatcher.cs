using System.Collections.Immutable;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Matching;

/// <summary>Holds a message against an entry, by the rules of the entry's dialect (FORMAT.md sections 3.1 and 3.2).</summary>
/// <param name="dialect">Whose rules.</param>
/// <param name="ordered">Whether the order of records within a section counts where the dialect says so.</param>
internal sealed class EntryMatcher(Dialect dialect, bool ordered)
{
    /// <summary>What differs; null when the subject matches.</summary>
    public string? Differs(CompiledEntry entry, MatchSubject subject)
    {
        ImmutableArray<string> words = entry.Entry.Match;
        if (words.Contains("CONNECTION_CLOSED") || subject.Messages.IsEmpty)
        {
            return words.Contains("CONNECTION_CLOSED") == subject.Messages.IsEmpty ? null : "CONNECTION_CLOSED";
        }

        if (words.Contains("EXTRA_PACKETS"))
        {
            return Differs(entry, Joined(entry.Messages), Joined(subject.Messages), subject.OverTcp);
        }

        if (!words.Contains("ANY_ANSWER"))
        {
            return Differs(entry, entry.Messages[0], subject.Messages[0], subject.OverTcp);
        }

        string? differs = null;
        foreach (PlainMessage pattern in entry.Messages)
        {
            differs = Differs(entry, pattern, subject.Messages[0], subject.OverTcp);
            if (differs is null)
            {
                return null;
            }
        }

        return differs;
    }

    private string? Differs(CompiledEntry entry, PlainMessage pattern, PlainMessage subject, bool overTcp)
    {
        if (!OptionCut.TryCut(entry.Entry.Match, ref subject, out string? missing))
        {
            return missing;
        }

        MessageComparison compared = new(pattern, subject, dialect, entry.Matches("ttl"), ordered);
        foreach (string word in entry.Entry.Match)
        {
            if (!Holds(word, entry, compared, overTcp))
            {
                return compared.Differs ?? word;
            }
        }

        return null;
    }

    private bool Holds(string word, CompiledEntry entry, MessageComparison compared, bool overTcp) => word switch
    {
        "opcode" => compared.SameOpcode(),
        "qtype" => compared.SameType(),
        "qname" => compared.SameName(),
        "qcase" => compared.SameNameAndCase(),
        "subdomain" => compared.IsSubdomain(),
        "question" => compared.SameQuestion(),
        "rcode" => compared.SameRcode(),
        "flags" => compared.SameFlags(),
        "answer" => compared.SameSection(0),
        "authority" => compared.SameSection(1),
        "additional" => compared.SameSection(2),
        "all" => compared.SameMessage(withEdns: true),
        "all_noedns" => compared.SameMessage(withEdns: false),
        "DO" => (compared.Subject.Edns?.Flags & PlainEdns.DnssecOk) > 0,
        "CO" => (compared.Subject.Edns?.Flags & PlainEdns.CompactOk) > 0,
        "AD" => (compared.Subject.Flags & PlainMessage.AD) != 0,
        "CD" => (compared.Subject.Flags & PlainMessage.CD) != 0,
        "RD" => (compared.Subject.Flags & PlainMessage.RD) != 0,
        "noedns" => compared.Subject.Edns is null,
        "ednsdata" => compared.SameEdnsData(entry.Entry.EdnsDataHex),
        "UDP" => !overTcp,
        "TCP" => overTcp,
        _ when word.StartsWith(MatchWords.SerialPrefix, StringComparison.Ordinal) => compared.HasSerial(MatchWords.Number(word, MatchWords.SerialPrefix)),

        // These change how the others work, or were seen to before them.
        _ => word is "ttl" or "EXTRA_PACKETS" or "ANY_ANSWER" or "MOCK_CLIENT" or "client_cookie" or "server_cookie" || word.StartsWith(MatchWords.EdePrefix, StringComparison.Ordinal),
    };

    private static PlainMessage Joined(ImmutableArray<PlainMessage> messages) => messages[0] with
    {
        Answers = [.. messages.SelectMany(message => message.Answers)],
        Authority = [.. messages.SelectMany(message => message.Authority)],
        Additional = [.. messages.SelectMany(message => message.Additional)],
        Edns = messages[^1].Edns,
    };
}
