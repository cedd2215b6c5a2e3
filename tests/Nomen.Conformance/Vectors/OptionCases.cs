using System.Text.Json;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Conformance.Vectors;

/// <summary>EDNS options, each alone in a response.</summary>
internal static class OptionCases
{
    /// <summary>The option is read as what it means, and its octets come back.</summary>
    public static Verdict Check(JsonElement row)
    {
        JsonElement fields = row.GetProperty("fields");
        bool isWrong = row.GetProperty("made_by").EnumerateArray().Any(maker => maker.GetString() == "hand");
        byte[] octets = Convert.FromHexString(row.GetProperty("message_hex").GetString()!);
        if (!DnsMessage.TryParse(octets, out DnsMessage? message, out FormatError error))
        {
            return isWrong ? Verdict.Info($"we refuse the message: {error}; {Others(row)}") : Verdict.Fail($"refused: {error}");
        }

        if (message.Edns is not { Options: [var option] })
        {
            return Verdict.Fail("not one option");
        }

        if (isWrong)
        {
            return Verdict.Info($"we read {option.GetType().Name}; {Others(row)}");
        }

        string data = row.GetProperty("data_hex").GetString()!;
        return Verdict.Unless(
            (ushort)option.Code != row.GetProperty("code").GetInt32() ? $"code {option.Code}"
            : DataHex(option) != data ? $"data {DataHex(option)}"
            : OptionFields.Differs(fields, option) ?? Rebuilt.Differs(message));
    }

    /// <summary>The option's data as we write it.</summary>
    public static string DataHex(EdnsOption option)
    {
        DnsMessageWriter writer = new(new byte[ushort.MaxValue], compress: false);
        option.WriteData(ref writer);
        return Convert.ToHexStringLower(writer.Written);
    }

    private static string Others(JsonElement row) =>
        string.Join(", ", row.GetProperty("decoded").EnumerateObject().Select(tool => $"{tool.Name}: {tool.Value.GetString()}"));
}
