using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Service parameters in text: <c>key=value</c> in any order; written in the order of the wire (RFC 9460 section 2.1).</summary>
internal static class SvcParamsText
{
    public static SvcParams Parse(RdataTextReader reader)
    {
        List<SvcParam> parameters = [];
        while (!reader.AtEnd)
        {
            SvcParam parameter = ParseOne(reader);
            if (parameters.Exists(other => other.Key == parameter.Key))
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

        ReadOnlySpan<char> text = token[(equals + 1)..];
        Span<byte> decoded = equals < 0 ? default : new byte[CharacterStringText.MaxOctets(text.Length)];
        int length = 0;
        string? wanted = null;
        if (equals >= 0 && !CharacterStringText.TryDecode(text, decoded, out length, out wanted, out _))
        {
            throw reader.Error(wanted);
        }

        // keyNNN has the plain octets, also for a key that has a name.
        bool isNamed = !name.StartsWith("key", StringComparison.Ordinal);
        ReadOnlySpan<byte> octets = decoded[..length];
        return isNamed && SvcValueText.IsStructured(key)
            ? SvcValueText.TryParse(key, octets, out byte[]? value, out wanted) ? new SvcParam(key, value) : throw reader.Error($"{SvcParamKeyText.Format(key)}: {wanted}")
            : new SvcParam(key, octets.ToArray());
    }
}
