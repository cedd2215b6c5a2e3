using System.Collections.Immutable;
using Nomen.Dns.Errors;

namespace Nomen.Dns.Tsig;

/// <summary>Key files: <c>key "name" { algorithm ...; secret "..."; };</c> as <c>tsig-keygen</c> writes them, and <c>key:</c> lists as <c>keymgr -t</c>, Knot and NSD have them.</summary>
/// <remarks>Errors name the file, the line and the column, and never show what stands there.</remarks>
public static class TsigKeyFile
{
    /// <summary>Longest file, in characters: room for hundreds of keys. A larger one is no key file.</summary>
    private const int MaxLength = 65_536;

    /// <summary>Reads all keys of a file.</summary>
    /// <exception cref="DnsTextException">It is no key file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImmutableArray<TsigKey> Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using StreamReader reader = new(path);
        char[] buffer = new char[MaxLength + 1];
        int length = reader.ReadBlock(buffer);
        ImmutableArray<TsigKey> keys = Parse(new string(buffer, 0, length), path);
        Array.Clear(buffer);
        return keys;
    }

    /// <summary>Reads all keys of a text.</summary>
    /// <param name="text">The text, up to 65,536 characters.</param>
    /// <param name="file">What errors call it; null for nothing.</param>
    /// <exception cref="DnsTextException">It holds no key, or something else than keys.</exception>
    public static ImmutableArray<TsigKey> Parse(string text, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            throw new DnsTextException($"a key file of at most {MaxLength} characters", "a longer one", file, 1, 1);
        }

        return new TsigKeyFileReader(text, file).ReadAll();
    }

    /// <inheritdoc cref="TsigKey.Load"/>
    internal static TsigKey LoadOne(string path)
    {
        ImmutableArray<TsigKey> keys = Load(path);
        return keys.Length == 1 ? keys[0] : throw new DnsTextException("a file with one key", $"{keys.Length} keys", path, 1, 1);
    }
}
