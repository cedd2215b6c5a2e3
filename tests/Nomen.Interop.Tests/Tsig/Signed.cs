using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Streams;
using Nomen.Client.Tsig;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Tsig;

/// <summary>Signing transports to the servers of the lab.</summary>
internal static class Signed
{
    private static readonly TsigOptions WithMd5 = new() { AllowMd5 = true };

    /// <summary>The key as Nomen takes it.</summary>
    public static TsigKey Key(LabKey key) => TsigKey.Parse(key.Argument);

    /// <summary>The same name and algorithm, another secret.</summary>
    public static TsigKey WrongSecret(LabKey key) => TsigKey.Parse(key.Argument[..key.Argument.LastIndexOf(':')] + ":AAAAAAAAAAAAAAAAAAAAAA==");

    public static TsigTransport Udp(IPEndPoint server, TsigKey key, TsigTransportOptions? options = null) =>
        new(new DatagramTransport(server), key, options ?? new TsigTransportOptions { Tsig = WithMd5 });

    public static TsigTransport Tcp(IPEndPoint server, TsigKey key, TsigTransportOptions? options = null) =>
        new(new MultiStreamTransport(server), key, options ?? new TsigTransportOptions { Tsig = WithMd5 });

    /// <summary>Sends one request, and disposes the transport.</summary>
    public static async Task<DnsResponse> AskAsync(TsigTransport transport, string name)
    {
        await using (transport)
        {
            return await transport.SendAsync(DnsRequest.Query(name, Dns.Registries.DnsType.SOA));
        }
    }
}
