using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Matching;

/// <summary>Conditions that require an EDNS option and take it out of the message before the others are looked at.</summary>
internal static class OptionCut
{
    private const int ClientCookieLength = 8;
    private const int BothCookiesLength = 24;

    /// <summary>Takes out the options that the words require; false, and the word, when one is not there.</summary>
    public static bool TryCut(ImmutableArray<string> words, ref PlainMessage message, [NotNullWhen(false)] out string? missing)
    {
        foreach (string word in words)
        {
            if (Condition(word) is { } wanted && !TryCut(wanted, ref message))
            {
                missing = word;
                return false;
            }
        }

        missing = null;
        return true;
    }

    private static bool TryCut(Predicate<PlainOption> wanted, ref PlainMessage message)
    {
        if (message.Edns is not { } edns || edns.Options.FirstOrDefault(option => wanted(option)) is not { } found)
        {
            return false;
        }

        message = message with { Edns = edns with { Options = edns.Options.Remove(found) } };
        return true;
    }

    private static Predicate<PlainOption>? Condition(string word)
    {
        if (word is "client_cookie" or "server_cookie")
        {
            int length = word == "client_cookie" ? ClientCookieLength : BothCookiesLength;
            return option => option.Code == PlainOption.Cookie && option.Data.Length == length;
        }

        if (!word.StartsWith(MatchWords.EdePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        uint? code = word == MatchWords.AnyEde ? null : MatchWords.Number(word, MatchWords.EdePrefix);
        return option => option.Code == PlainOption.ExtendedError && option.Data.Length >= 2
            && (code is null || ((option.Data[0] << 8) | option.Data[1]) == code);
    }
}
