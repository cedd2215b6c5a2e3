using System.Globalization;
using System.Text.Json;
using Nomen.Dns.Edns;

namespace Nomen.Conformance.Vectors;

/// <summary>Compares the meaning of an option with the one given beside its octets.</summary>
internal static class OptionFields
{
    /// <summary>The first difference; null when there is none. Fields of a name that is not known here are left to the octets.</summary>
    public static string? Differs(JsonElement fields, EdnsOption option)
    {
        if (option is UnknownOption && Enum.IsDefined(option.Code))
        {
            return $"{option.Code} was not read as what it is";
        }

        foreach (JsonProperty field in fields.EnumerateObject())
        {
            string? ours = Show(field.Name, option);
            string theirs = field.Value.ValueKind == JsonValueKind.Array ? string.Join(' ', field.Value.EnumerateArray()) : field.Value.ToString();
            if (ours is not null && ours != theirs)
            {
                return $"{field.Name} is {theirs}, {option.GetType().Name} says {ours}";
            }
        }

        return null;
    }

    private static string? Show(string field, EdnsOption option) => (field, option) switch
    {
        ("address", ClientSubnetOption subnet) => subnet.Address.ToString(),
        ("source", ClientSubnetOption subnet) => Text(subnet.SourcePrefixLength),
        ("scope", ClientSubnetOption subnet) => Text(subnet.ScopePrefixLength),
        ("hex", NsidOption nsid) => Convert.ToHexStringLower(nsid.Data.Span),
        ("client", CookieOption cookie) => Convert.ToHexStringLower(cookie.Client.Span),
        ("server", CookieOption cookie) => Convert.ToHexStringLower(cookie.Server.Span),
        ("timeout_ms", TcpKeepaliveOption keepalive) => keepalive.IdleTimeout is { } time ? Text((long)time.TotalMilliseconds) : string.Empty,
        ("length", PaddingOption padding) => Text(padding.Data.Length),
        ("info_code", ExtendedError error) => Text((int)error.InfoCode),
        ("text", ExtendedError error) => error.Text,
        ("seconds", ExpireOption expire) => expire.Seconds is { } seconds ? Text(seconds) : string.Empty,
        ("name", ChainOption chain) => chain.ClosestTrustPoint.ToString(),
        ("tags", KeyTagOption keys) => string.Join(' ', keys.Tags),
        ("algs", DauOption or DhuOption or N3uOption) => string.Join(' ', ((OctetsOption)option).Data.ToArray()),
        ("labels", ZoneVersionOption version) => Text(version.LabelCount),
        ("type", ZoneVersionOption version) => Text(version.VersionType),
        ("serial", ZoneVersionOption version) => version.Serial is { } serial ? Text(serial) : string.Empty,
        ("lease", UpdateLeaseOption lease) => Text(lease.LeaseSeconds),
        ("key_lease", UpdateLeaseOption lease) => lease.KeyLeaseSeconds is { } seconds ? Text(seconds) : string.Empty,
        ("tag", ClientTagOption tag) => Text(tag.Tag),
        ("tag", ServerTagOption tag) => Text(tag.Tag),
        ("agent_domain", ReportChannelOption report) => report.AgentDomain.ToString(),
        _ => null,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
