using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Service parameters in text: <c>key=value</c> in any order; written in the order of the wire (RFC 9460 section 2.1).</summary>
internal static class SvcParamsText
{
    public static SvcParams Parse(RdataTextReader reader)
    {
        List<SvcParam> parameters = [];
        HashSet<SvcParamKey> keys = [];
        while (!reader.AtEnd)
        {
            SvcParam parameter = ParseOne(reader);
            if (!keys.Add(parameter.Key))
            {
                throw reader.Error("every parameter at most once");
            }

            parameters.Add(parameter);
        }

        return parameters.Count == 0 ? SvcParams.Empty : new SvcParams(parameters);
    }

    public static void Print(RdataTextWriter writer, SvcParams value)
    {
        foreach (SvcParam parameter in value)
        {
            string key = SvcParamKeyText.Format(parameter.Key);
            writer.WriteToken(parameter.Value.IsEmpty ? key : $"{key}={SvcValueText.Format(parameter.Key, parameter.Value.Span)}");
        }
    }

    private static SvcParam ParseOne(RdataTextReader reader)
    {
        ReadOnlySpan<char> token = reader.ReadParameter("a service parameter");
        int equals = token.IndexOf('=');
        ReadOnlySpan<char> name = equals < 0 ? token : token[..equals];
        if (!SvcParamKeyText.TryParse(name, out SvcParamKey key))
        {
            throw reader.Error("the name of a service parameter in lower case, or key0 to key65535");
        }

        byte[] octets = equals < 0 ? [] : Decode(token[(equals + 1)..], reader);
        if (octets.Length > ushort.MaxValue)
        {
            throw reader.Error("a service parameter of at most 65535 octets");
        }

        // keyNNN has the plain octets, also for a key that has a name.
        if (SvcParamKeyText.IsNumbered(name) || !SvcValueText.IsStructured(key))
        {
            return new SvcParam(key, octets);
        }

        return SvcValueText.TryParse(key, octets, out byte[]? value, out string? expected)
            ? new SvcParam(key, value)
            : throw reader.Error($"{SvcParamKeyText.Format(key)}: {expected}");
    }

    private static byte[] Decode(ReadOnlySpan<char> text, RdataTextReader reader)
    {
        byte[] octets = new byte[CharacterStringText.MaxOctets(text.Length)];
        return CharacterStringText.TryDecode(text, octets, out int length, out string? expected, out _) ? octets[..length] : throw reader.Error(expected);
    }
}
