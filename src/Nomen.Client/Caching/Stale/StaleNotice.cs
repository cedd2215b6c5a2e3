using Nomen.Dns.Edns;
using Nomen.Dns.Registries;

namespace Nomen.Client.Caching.Stale;

/// <summary>Says in a stale answer that it is one: extended error 3, or 19 for NXDOMAIN (RFC 8914 sections 4.4 and 4.20), behind those that belong to the answer.</summary>
internal static class StaleNotice
{
    private static readonly byte[] Answer = OptionOf(ExtendedErrorCode.StaleAnswer);
    private static readonly byte[] NxDomain = OptionOf(ExtendedErrorCode.StaleNxDomain);

    /// <summary>The EDNS options of an entry when it is served stale, in wire form. Allocates only when the entry has some of its own.</summary>
    public static ReadOnlyMemory<byte> OptionsOf(CacheEntry entry)
    {
        bool isNxDomain = entry.Kind == CacheEntryKind.NxDomain;
        byte[] notice = isNxDomain ? NxDomain : Answer;
        return entry.Extras.IsEmpty ? notice : Add(entry.Extras, notice, isNxDomain ? ExtendedErrorCode.StaleNxDomain : ExtendedErrorCode.StaleAnswer);
    }

    // The upstream's answer may have been stale already.
    private static ReadOnlyMemory<byte> Add(ReadOnlyMemory<byte> own, byte[] notice, ExtendedErrorCode code) =>
        AnswerOptions.Read(own.Span).Any(error => error.InfoCode == code) ? own : (byte[])[.. own.Span, .. notice];

    private static byte[] OptionOf(ExtendedErrorCode code) =>
        [0, (byte)EdnsOptionCode.ExtendedError, 0, sizeof(ushort), (byte)((int)code >> 8), (byte)code];
}
