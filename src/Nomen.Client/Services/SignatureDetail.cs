using System.Globalization;

namespace Nomen.Client.Services;

/// <summary>What a failure says about replies that were dropped because of their signatures (RFC 8945 section 5.4).</summary>
internal static class SignatureDetail
{
    /// <summary>For a number of replies, at least one.</summary>
    public static string For(int replies) => string.Create(
        CultureInfo.InvariantCulture, $"{replies} {(replies == 1 ? "reply" : "replies")} without a valid signature {(replies == 1 ? "was" : "were")} dropped");
}
