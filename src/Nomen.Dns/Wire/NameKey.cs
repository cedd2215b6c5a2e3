using Nomen.Dns.Names;

namespace Nomen.Dns.Wire;

/// <summary>A form of a name whose plain order of octets is the canonical order of names (RFC 4034 section 6.1). Low-level.</summary>
/// <remarks>
/// Labels from the last to the first in lower case, each ended by a zero; zero and one inside a label are written as two octets,
/// 1 1 and 1 2. The root's key is empty, and a name lies at or below another exactly when its key starts with the other's.
/// </remarks>
public static class NameKey
{
    /// <summary>Longest key in octets: every octet of the longest name as two.</summary>
    public const int MaxLength = 2 * DomainName.MaxLength;

    /// <summary>Writes the key of a name and returns its length.</summary>
    /// <param name="name">Uncompressed wire form.</param>
    /// <param name="key">At least <see cref="MaxLength"/> octets, or twice the name's length.</param>
    public static int Write(ReadOnlySpan<byte> name, Span<byte> key)
    {
        Span<byte> starts = stackalloc byte[DomainName.MaxLabels];
        int labels = 0;
        for (int position = 0; name[position] != 0; position += name[position] + 1)
        {
            starts[labels++] = (byte)position;
        }

        int length = 0;
        while (labels > 0)
        {
            int start = starts[--labels];
            foreach (byte octet in name.Slice(start + 1, name[start]))
            {
                if (octet <= 1)
                {
                    key[length++] = 1;
                }

                key[length++] = octet <= 1 ? (byte)(octet + 1) : NameCase.Fold(octet);
            }

            key[length++] = 0;
        }

        return length;
    }
}
