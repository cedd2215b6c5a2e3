using Nomen.Conformance.Matching;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Matching;

/// <summary>The answer that an entry describes, as a device would give it: with what the conditions that are not in its text ask for.</summary>
internal static class MutationSubject
{
    public static MatchSubject Of(CompiledEntry entry)
    {
        PlainMessage message = entry.Messages[0];
        foreach (string word in entry.Entry.Match)
        {
            message = word switch
            {
                "client_cookie" => With(message, new PlainOption(PlainOption.Cookie, new byte[8])),
                "server_cookie" => With(message, new PlainOption(PlainOption.Cookie, new byte[24])),
                MatchWords.AnyEde => With(message, new PlainOption(PlainOption.ExtendedError, [0, 6])),
                _ when word.StartsWith(MatchWords.EdePrefix, StringComparison.Ordinal) => With(message, new PlainOption(PlainOption.ExtendedError, [0, (byte)MatchWords.Number(word, MatchWords.EdePrefix), (byte)'x'])),
                _ => message,
            };
        }

        return MatchSubject.Of(message, entry.Matches("TCP"));
    }

    // Where the entry expects an OPT the option joins it.
    private static PlainMessage With(PlainMessage message, PlainOption option)
    {
        PlainEdns edns = message.Edns ?? new PlainEdns();
        return message with { Edns = edns with { Options = edns.Options.Insert(0, option) } };
    }
}
