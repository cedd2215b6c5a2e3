namespace Nomen.Dns.Records.Codecs;

/// <summary>A list of protocol names with commas between them, in which <c>\,</c> and <c>\\</c> stand for the characters themselves (RFC 9460 appendix A.1).</summary>
internal static class AlpnList
{
    /// <summary>From the list to the wire form, a length octet before each name; null when a name is empty or over 255 octets.</summary>
    public static byte[]? Unescape(ReadOnlySpan<byte> text)
    {
        List<byte> value = [0];
        int lengthAt = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == ',')
            {
                int length = value.Count - lengthAt - 1;
                if (length is 0 or > byte.MaxValue)
                {
                    return null;
                }

                value[lengthAt] = (byte)length;
                lengthAt = value.Count;
                value.Add(0);
                continue;
            }

            if (text[i] == '\\' && (++i == text.Length || text[i] is not ((byte)',' or (byte)'\\')))
            {
                return null;
            }

            value.Add(text[i]);
        }

        return [.. value[..^1]];
    }

    /// <summary>From the wire form to the list.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> value)
    {
        List<byte> text = [];
        for (int position = 0; position < value.Length; position += value[position] + 1)
        {
            if (position > 0)
            {
                text.Add((byte)',');
            }

            foreach (byte octet in value.Slice(position + 1, value[position]))
            {
                if (octet is (byte)',' or (byte)'\\')
                {
                    text.Add((byte)'\\');
                }

                text.Add(octet);
            }
        }

        return [.. text];
    }

    /// <summary>Whether the wire form is a list of names of at least one octet each.</summary>
    public static bool IsGood(ReadOnlySpan<byte> value)
    {
        int position = 0;
        while (position < value.Length && value[position] > 0)
        {
            position += value[position] + 1;
        }

        return position == value.Length && position > 0;
    }
}
