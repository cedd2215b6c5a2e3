using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Nomen.Cli.Arguments;
using Nomen.Client.Stub;
using Nomen.Client.Upstreams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Servers;

/// <summary>From the words of the command line to addresses; the system's servers when there are none. Names are asked of the system's servers.</summary>
internal sealed class ServerFinder(QueryArguments arguments, ResolvConf system, UpstreamTransports transports)
{
    private const int HttpPort = 80;

    private static readonly DomainName Localhost = DomainName.Parse("localhost.");

    // -p is the port of the servers that are asked, not of those that know their addresses.
    private readonly ImmutableArray<UpstreamServer> _resolvers = List(arguments, system, port: null, scheme: null);

    /// <summary>The system's servers, in order.</summary>
    public ImmutableArray<UpstreamServer> SystemServers { get; } = List(arguments, system, arguments.Port, arguments.Scheme);

    /// <summary>The addresses of one word.</summary>
    /// <exception cref="DnsTransportException">No server of the system answered.</exception>
    /// <exception cref="UsageException">The name has no address of the wanted family.</exception>
    public async ValueTask<ImmutableArray<UpstreamServer>> FindAsync(ServerWord word, CancellationToken cancellationToken)
    {
        UpstreamAddress upstream = word.HasScheme ? word.Upstream : word.Upstream with { Scheme = arguments.Scheme ?? UpstreamScheme.UdpTcp };
        int port = upstream.WrittenPort ?? arguments.Port ?? PortOf(arguments, upstream);
        if (word.Address is { } address)
        {
            return Family(arguments) is null || address.AddressFamily == Family(arguments) ? [new UpstreamServer(new IPEndPoint(address, port), word.Host, upstream) { MustAuthenticate = word.HasScheme }] : [];
        }

        List<UpstreamServer> found = [];
        foreach (DnsType type in new[] { DnsType.A, DnsType.AAAA })
        {
            AddressFamily family = type == DnsType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            if (Family(arguments) is null || Family(arguments) == family)
            {
                found.AddRange((await LookUpAsync(DomainName.Parse(word.Host), type, cancellationToken)).Select(a => new UpstreamServer(new IPEndPoint(a, port), word.Host, upstream) { MustAuthenticate = word.HasScheme }));
            }
        }

        return found.Count > 0 ? [.. found] : throw new UsageException($"server '@{word.Host}': the system's servers know no address for it");
    }

    private static int PortOf(QueryArguments arguments, UpstreamAddress upstream) =>
        upstream.Scheme == UpstreamScheme.Https && arguments.Encryption.IsPlain ? HttpPort : upstream.Port;

    // From an address of one family (-b), only servers of that family can be reached.
    private static AddressFamily? Family(QueryArguments arguments) => arguments.Family ?? arguments.Bind?.AddressFamily;

    private static ImmutableArray<UpstreamServer> List(QueryArguments arguments, ResolvConf system, int? port, UpstreamScheme? scheme) =>
    [
        .. system.Servers
            .Where(endPoint => Family(arguments) is null || endPoint.AddressFamily == Family(arguments))
            .Select(endPoint => ToServer(arguments, endPoint, scheme ?? (system.UseTcp ? UpstreamScheme.Tcp : UpstreamScheme.UdpTcp), port)),
    ];

    private static UpstreamServer ToServer(QueryArguments arguments, IPEndPoint endPoint, UpstreamScheme scheme, int? port)
    {
        string name = endPoint.Address.ToString();
        UpstreamAddress upstream = UpstreamAddress.Parse(name) with { Scheme = scheme };
        return new UpstreamServer(new IPEndPoint(endPoint.Address, port ?? (upstream.IsEncrypted ? PortOf(arguments, upstream) : endPoint.Port)), name, upstream);
    }

    private async ValueTask<List<IPAddress>> LookUpAsync(DomainName host, DnsType type, CancellationToken cancellationToken)
    {
        // No server is asked for these (RFC 6761 section 6.3).
        if (host.IsAtOrBelow(Localhost))
        {
            return [type == DnsType.A ? IPAddress.Loopback : IPAddress.IPv6Loopback];
        }

        DnsRequest request = DnsRequest.Query(host, type);
        foreach (UpstreamServer server in _resolvers)
        {
            try
            {
                DnsResponse response = await transports.For(server, request.Question).SendAsync(request, cancellationToken);
                return Addresses(response.Message);
            }
            catch (DnsTransportException) when (server != _resolvers[^1])
            {
                // The next server may be alive; the last one's failure is the one to report.
                continue;
            }
        }

        return [];
    }

    private static List<IPAddress> Addresses(DnsMessage message)
    {
        List<IPAddress> addresses = [];
        foreach (RecordView record in message.Answers)
        {
            if (record.TryGetData(out AData? v4))
            {
                addresses.Add(v4.Address);
            }
            else if (record.TryGetData(out AaaaData? v6))
            {
                addresses.Add(v6.Address);
            }
        }

        return addresses;
    }
}
