using System.Buffers.Binary;

namespace Nomen.Dns.Records.Codecs;

/// <summary>What RFC 9460 asks of service parameters beyond their wire form. A client ignores a record that breaks it (section 2.2).</summary>
internal static class SvcParamsRule
{
    /// <summary>What was expected; null when all is well.</summary>
    public static string? FindFlaw(SvcParams parameters)
    {
        int previous = -1;
        foreach (SvcParam parameter in parameters)
        {
            if ((int)parameter.Key <= previous)
            {
                return "service parameters in ascending order of their keys";
            }

            if (!IsGood(parameter))
            {
                return $"a value of the form that {SvcParamKeyText.Format(parameter.Key)} has";
            }

            previous = (int)parameter.Key;
        }

        return FindMandatoryFlaw(parameters)
            ?? (parameters.Contains(SvcParamKey.NoDefaultAlpn) && !parameters.Contains(SvcParamKey.Alpn) ? "alpn beside no-default-alpn" : null);
    }

    /// <summary>Whether a value has its key's form.</summary>
    public static bool IsGood(SvcParam parameter)
    {
        ReadOnlySpan<byte> value = parameter.Value.Span;
        return parameter.Key switch
        {
            SvcParamKey.Mandatory => IsAscending(value),
            SvcParamKey.Alpn => AlpnList.IsGood(value),
            SvcParamKey.NoDefaultAlpn or SvcParamKey.Ohttp => value.IsEmpty,
            SvcParamKey.Port => value.Length == 2,
            SvcParamKey.IPv4Hint => value.Length > 0 && value.Length % 4 == 0,
            SvcParamKey.Ech or SvcParamKey.DohPath => value.Length > 0,
            SvcParamKey.IPv6Hint => value.Length > 0 && value.Length % 16 == 0,
            SvcParamKey.TlsSupportedGroups => value.Length > 0 && value.Length % 2 == 0,
            _ => true,
        };
    }

    /// <summary>RFC 9460 section 8: the list names other keys, in ascending order, and all of them are there.</summary>
    private static string? FindMandatoryFlaw(SvcParams parameters)
    {
        if (!parameters.TryGetValue(SvcParamKey.Mandatory, out ReadOnlyMemory<byte> keys))
        {
            return null;
        }

        // Both lists are in ascending order, so that one walk over both is enough however long they are.
        using IEnumerator<SvcParam> walk = parameters.GetEnumerator();
        for (int i = 0; i < keys.Length; i += 2)
        {
            SvcParamKey key = (SvcParamKey)BinaryPrimitives.ReadUInt16BigEndian(keys.Span[i..]);
            bool more = walk.MoveNext();
            while (more && walk.Current.Key < key)
            {
                more = walk.MoveNext();
            }

            if (key == SvcParamKey.Mandatory || !more || walk.Current.Key != key)
            {
                return $"the mandatory parameter {SvcParamKeyText.Format(key)} itself";
            }
        }

        return null;
    }

    private static bool IsAscending(ReadOnlySpan<byte> value)
    {
        int previous = -1;
        for (int i = 0; i + 2 <= value.Length; i += 2)
        {
            int key = BinaryPrimitives.ReadUInt16BigEndian(value[i..]);
            if (key <= previous)
            {
                return false;
            }

            previous = key;
        }

        return value.Length > 0 && value.Length % 2 == 0;
    }
}
