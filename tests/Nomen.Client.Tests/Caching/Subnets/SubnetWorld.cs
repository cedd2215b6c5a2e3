using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>A cache with client subnet over an upstream that gives each answer a number, and a scope as told.</summary>
internal sealed class SubnetWorld
{
    public const string Name = "www.cdn.example";

    private int _serial;

    public SubnetWorld(ClientSubnetOptions? subnets = null, CacheTransportOptions? options = null)
    {
        World = new CacheWorld((options ?? new CacheTransportOptions { MaxBytes = 1 << 20 }) with { ClientSubnet = subnets ?? new ClientSubnetOptions() });
        World.Upstream.Answer = Respond;
    }

    public CacheWorld World { get; }

    /// <summary>The scope of each answer; null for an answer without the option.</summary>
    public Func<ClientSubnetOption, byte?> Scope { get; set; } = static sent => sent.SourcePrefixLength;

    /// <summary>What changes in an answer that the upstream would give.</summary>
    public Func<DnsRequest, DnsResponse?> Override { get; set; } = static _ => null;

    public uint Ttl { get; set; } = 300;

    /// <summary>What the upstream was sent, in order: a subnet, or a dash.</summary>
    public string[] Sent => [.. World.Upstream.Asked.Select(request => Show(request.Edns?.Find<ClientSubnetOption>()))];

    public static ClientSubnetOption Option(string text) => new(IPAddress.Parse(text.Split('/')[0]), byte.Parse(text.Split('/')[1], null));

    public static string Show(ClientSubnetOption? option) =>
        option is null ? "-" : $"{option.Address}/{option.SourcePrefixLength}/{option.ScopePrefixLength}";

    /// <summary>The option of a response.</summary>
    public static string Echo(DnsResponse response) => Show(response.Message.Edns?.Find<ClientSubnetOption>());

    public DnsRequest Request(string? client = null, string? option = null, string name = Name, DnsType type = DnsType.A, DnsFlags flags = DnsFlags.RD)
    {
        DnsRequest request = CacheWorld.Request(name, type, flags);
        request = option is null ? request : request.With(request.Edns!.With(Option(option)));
        return client is null
            ? request
            : request.With(new QueryContext(World.Run.Services.TimeProvider, TimeSpan.FromSeconds(30)) { Client = new IPEndPoint(IPAddress.Parse(client), 5353) });
    }

    public DnsResponse Ask(string? client = null, string? option = null, string name = Name, DnsType type = DnsType.A) =>
        World.Ask(Request(client, option, name, type));

    /// <summary>The number of the answer that a client gets.</summary>
    public int Answer(string? client = null, string? option = null, string name = Name, DnsType type = DnsType.A) => Number(Ask(client, option, name, type));

    public static int Number(DnsResponse response) => Number(response.Message);

    public static int Number(DnsMessage message)
    {
        string[] octets = CacheWorld.Records(message)[0].Split(' ')[^1].Trim('"').Split('.');
        return (int.Parse(octets[2], null) * 256) + int.Parse(octets[3], null);
    }

    public DnsResponse Respond(DnsRequest request)
    {
        if (Override(request) is { } other)
        {
            return other;
        }

        ClientSubnetOption? sent = request.Edns?.Find<ClientSubnetOption>();
        return sent is not null && Scope(sent) is { } scope
            ? Reply(request, new ClientSubnetOption(sent.Address, sent.SourcePrefixLength, scope))
            : Reply(request);
    }

    public DnsResponse Reply(DnsRequest request, EdnsOption? option = null)
    {
        _serial++;
        string data = request.Question!.Value.Type == DnsType.TXT ? $"TXT \"192.0.{_serial / 256}.{_serial % 256}\"" : $"A 192.0.{_serial / 256}.{_serial % 256}";
        return CacheUpstream.Reply(
            request,
            answers: $"{request.Question!.Value.Name} {Ttl} IN {data}",
            edns: option is null ? EdnsRecord.Default : EdnsRecord.Default.With(option));
    }
}
