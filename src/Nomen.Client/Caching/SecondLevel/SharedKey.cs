using System.Globalization;
using System.Security.Cryptography;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Caching.SecondLevel;

/// <summary>Names a question in a store of texts: version, flags asked with, type, name in lower case.</summary>
/// <remarks>Readable, so that an operator can find and delete what he means. A long name, which stores have limits for, is named by its digest.</remarks>
internal static class SharedKey
{
    /// <summary>The form of keys and values: instances of another one do not see each other.</summary>
    private const int Version = 1;

    /// <summary>Most characters of a name as text; the strictest store that is widely used takes 250 for the whole key.</summary>
    private const int MaxNameLength = 160;

    /// <summary>The key.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <param name="type">The type.</param>
    /// <param name="variant">The flags.</param>
    public static string Of(DomainName name, DnsType type, CacheVariant variant)
    {
        // A name as text ends with a dot, a digest does not: no name can be made to look like another one's digest.
        string text = name.ToString();
        string part = text.Length <= MaxNameLength ? text : Convert.ToHexStringLower(SHA256.HashData(name.Wire));
        return string.Create(CultureInfo.InvariantCulture, $"{Version}:{variant.Bits:x}:{type.ToMnemonic()}:{part}");
    }
}
