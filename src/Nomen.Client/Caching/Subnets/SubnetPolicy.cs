using System.Collections.Frozen;
using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Subnets;

/// <summary>Decides for which network a request is asked (RFC 7871 sections 7.1 and 7.5). Pure.</summary>
internal sealed class SubnetPolicy(ClientSubnetOptions options)
{
    /// <summary>Labels of a name that is never asked for with a subnet: the root's and those of top-level domains (RFC 7871 section 12.1).</summary>
    private const int MaxLabelsOfRegistry = 1;

    private readonly FrozenSet<DomainName> _zones = options.Zones.ToFrozenSet();

    /// <summary>The option of a request; false when it has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="option">The option; null when it breaks the rules of RFC 7871 section 6, or is no query's.</param>
    public static bool TryFindOption(DnsRequest request, out ClientSubnetOption? option)
    {
        option = null;
        if (request.Edns is not { Options.IsEmpty: false } edns)
        {
            return false;
        }

        foreach (EdnsOption candidate in edns.Options)
        {
            if (candidate.Code == EdnsOptionCode.ClientSubnet)
            {
                option = candidate as ClientSubnetOption ?? (ClientSubnetOption.TryRead(candidate.ToData(), out ClientSubnetOption? read, out _) ? read : null);
                option = option is { ScopePrefixLength: 0 } ? option : null;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a question may be asked with a subnet.</summary>
    public bool Concerns(in DnsQuestion question) =>
        !IsInfrastructure(question.Type) && question.Name.LabelCount > MaxLabelsOfRegistry && IsInZones(question.Name);

    /// <summary>For whom a request is asked; false when it is not answered at all, for the reason that <paramref name="refusal"/> tells.</summary>
    public bool TryJudge(DnsRequest request, out SubnetAsk ask, out Rcode refusal)
    {
        ask = default;
        refusal = Rcode.NoError;
        bool hasOption = TryFindOption(request, out ClientSubnetOption? option);
        if (hasOption && option is null)
        {
            refusal = Rcode.FormErr;
            return false;
        }

        if (!Concerns(request.Question!.Value))
        {
            return true;
        }

        ask = new SubnetAsk(SubnetUse.Nobody, default, default);
        SubnetPrefix client = ClientOf(request.Context);
        if (request.Edns is null)
        {
            return true;
        }

        SubnetPrefix asked = option is not null ? SubnetPrefix.Of(option) : request.Context is { IsClientPrivate: true } ? client.Cut(0) : client;
        if (asked.Length == 0)
        {
            // RFC 7871 section 7.1.2: nothing of the client's. An option without bits goes on, so that nobody further on adds any either (section 11.1).
            ask = ask with { Source = asked };
            return true;
        }

        bool isOwn = asked.Covers(client);
        if (!isOwn && client.IsNetwork && !options.AcceptForeignSubnets)
        {
            refusal = Rcode.Refused;
            return false;
        }

        ask = Tell(isOwn ? client : asked, asked);
        return true;
    }

    /// <summary>The most bits of a family that are told, and kept answers for.</summary>
    public int MaxSource(SubnetPrefix network) => network.Family == SubnetPrefix.IPv4 ? options.MaxSourceIPv4 : options.MaxSourceIPv6;

    private static SubnetPrefix ClientOf(QueryContext? context)
    {
        if (context?.Client?.Address is not { } address)
        {
            return default;
        }

        IPAddress native = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return SubnetPrefix.Of(native, SubnetPrefix.MaxOctets * 8);
    }

    /// <summary>Types that serve the working of the DNS and are the same everywhere (RFC 7871 sections 7.4 and 9).</summary>
    private static bool IsInfrastructure(DnsType type) => type is
        DnsType.NS or DnsType.SOA or DnsType.DS or DnsType.DNSKEY or DnsType.CDS or DnsType.CDNSKEY or DnsType.CSYNC
        or DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3 or DnsType.NSEC3PARAM or DnsType.ZONEMD;

    private SubnetAsk Tell(SubnetPrefix known, SubnetPrefix source)
    {
        int most = MaxSource(source);
        return !source.IsNetwork || most == 0 || UnroutedAddress.Holds(source) || UnroutedAddress.Holds(known)
            ? new SubnetAsk(SubnetUse.Nobody, default, default)
            : new SubnetAsk(SubnetUse.Network, known.Cut(most), source.Cut(most));
    }

    private bool IsInZones(DomainName name)
    {
        for (; ; name = name.Parent)
        {
            if (_zones.Contains(name))
            {
                return true;
            }

            if (name.IsRoot)
            {
                return false;
            }
        }
    }
}
