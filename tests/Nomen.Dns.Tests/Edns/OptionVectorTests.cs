using System.Text.Json;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Edns;

public sealed class OptionVectorTests
{
    public static TheoryData<string> Rows => new(SharedFolder.ReadObjects("vectors/edns/options.jsonl").Select(row => row.GetProperty("id").GetString()!));

    [SharedTheory]
    [MemberData(nameof(Rows))]
    public void An_option_is_written_back_as_it_came(string id)
    {
        JsonElement row = Row(id);

        EdnsOption option = ReadFromMessage(row);

        Assert.Equal(row.GetProperty("code").GetInt32(), (int)option.Code);
        Assert.Equal(row.GetProperty("data_hex").GetString(), Convert.ToHexStringLower(option.ToData()));
    }

    [SharedTheory]
    [MemberData(nameof(Rows))]
    public void An_option_that_breaks_its_rules_is_kept_as_octets_with_an_error(string id)
    {
        JsonElement row = Row(id);
        bool invalid = row.GetProperty("fields").TryGetProperty("invalid", out _);

        EdnsOption option = ReadFromMessage(row);
        bool good = EdnsOption.TryRead(option.Code, option.ToData(), out _, out _);

        Assert.Equal(!invalid, good);
        Assert.True(good || option is UnknownOption);
    }

    [SharedTheory]
    [MemberData(nameof(Rows))]
    public void An_option_means_what_the_vector_says(string id)
    {
        JsonElement row = Row(id);
        EdnsOption option = ReadFromMessage(row);

        foreach (JsonProperty field in row.GetProperty("fields").EnumerateObject())
        {
            Assert.Equal(field.Value.ToString(), Field(option, field.Name, field.Value));
        }
    }

    private static JsonElement Row(string id) =>
        SharedFolder.ReadObjects("vectors/edns/options.jsonl").Single(row => row.GetProperty("id").GetString() == id);

    private static EdnsOption ReadFromMessage(JsonElement row)
    {
        DnsMessage message = DnsMessage.Parse(Convert.FromHexString(row.GetProperty("message_hex").GetString()!));
        return Assert.Single(message.Edns!.Options);
    }

    private static string Field(EdnsOption option, string name, JsonElement value) => (option, name) switch
    {
        (ClientSubnetOption o, "address") => o.Address.ToString(),
        (ClientSubnetOption o, "source") => $"{o.SourcePrefixLength}",
        (ClientSubnetOption o, "scope") => $"{o.ScopePrefixLength}",
        (NsidOption o, "hex") => Convert.ToHexStringLower(o.Data.Span),
        (CookieOption o, "client") => Convert.ToHexStringLower(o.Client.Span),
        (CookieOption o, "server") => Convert.ToHexStringLower(o.Server.Span),
        (TcpKeepaliveOption o, "timeout_ms") => $"{o.IdleTimeout?.TotalMilliseconds}",
        (PaddingOption o, "length") => $"{o.Data.Length}",
        (ExtendedError o, "info_code") => $"{(int)o.InfoCode}",
        (ExtendedError o, "text") => o.Text,
        (ExpireOption o, "seconds") => $"{o.Seconds}",
        (ChainOption o, "name") => o.ClosestTrustPoint.ToString(),
        (ReportChannelOption o, "name" or "agent") => o.AgentDomain.ToString(),
        (KeyTagOption o, "tags") => $"[{string.Join(", ", o.Tags)}]",
        (OctetsOption o, "algs") => $"[{string.Join(", ", o.Data.ToArray())}]",
        (ZoneVersionOption o, "labels") => $"{o.LabelCount}",
        (ZoneVersionOption o, "type") => $"{o.VersionType}",
        (ZoneVersionOption o, "serial") => $"{o.Serial}",
        (UpdateLeaseOption o, "lease") => $"{o.LeaseSeconds}",
        (UpdateLeaseOption o, "key_lease") => $"{o.KeyLeaseSeconds}",
        (LlqOption o, "version") => $"{o.Version}",
        (LlqOption o, "opcode") => $"{o.Opcode}",
        (LlqOption o, "error") => $"{o.Error}",
        (LlqOption o, "id") => $"{o.Id}",
        (LlqOption o, "lease") => $"{o.LeaseSeconds}",
        (ClientTagOption o, "tag") => $"{o.Tag}",
        (ServerTagOption o, "tag") => $"{o.Tag}",
        (UnknownOption, "invalid") => value.ToString(),
        _ => throw new NotSupportedException($"{option.GetType().Name} has no {name}."),
    };
}
