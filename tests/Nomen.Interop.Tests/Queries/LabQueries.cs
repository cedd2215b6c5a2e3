using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Queries;

/// <summary>One question to a server of the lab, over UDP and, when the answer is truncated, over TCP.</summary>
internal static class LabQueries
{
    public static Task<DnsResponse> AskAsync(this Lab lab, Server server, string name, DnsType type) =>
        lab.AskAsync(server, DnsRequest.Query(name, type));

    public static async Task<DnsResponse> AskAsync(this Lab lab, Server server, DnsRequest request)
    {
        await using IDnsTransport transport = Transports.UdpThenTcp(await lab.AddressOfAsync(server));

        return await transport.SendAsync(request);
    }
}
