using System.Net;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Nomen.Server.Listeners;
using Nomen.Server.Tests.Zones;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Listeners;

/// <summary>The whole path of a query with mutated octets: no input may throw, and every response is a message of its size (<c>docs/threats.md</c> G7).</summary>
public sealed class QueryFuzzTests
{
    private const int Runs = 1_000_000;
    private const int Seed = 20_260_101;

    [Fact]
    public void No_mutated_query_throws_and_every_response_can_be_read()
    {
        ServerCounters counters = new();
        ZoneTransport zones = new(ZoneText.Zone("example.", "@ SOA ns admin 1 1 1 1 1\n@ NS ns\nwww A 192.0.2.80\n*.dyn TXT text\nalias CNAME www\nold DNAME dyn\nchild NS ns.child\nns.child A 192.0.2.1"));
        QueryPipeline pipeline = new(zones, new DnsServerOptions { Identity = new string('i', 255), Version = "v" }, TransportServices.Default, counters);
        EdnsRecord askingAll = EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.Nsid, default), new UnknownOption(EdnsOptionCode.TcpKeepalive, default)] };
        byte[][] corpus = [.. new HostileQueries().Select(row => (byte[])row[1]), Query.Octets("www.example.", edns: askingAll), Query.Octets("www.example.", DnsType.OPT, edns: askingAll)];
        ClientAddress client = new(new IPEndPoint(IPAddress.Loopback, 1), DnsProtocol.Udp);
        byte[] reply = new byte[ushort.MaxValue];
        Random random = new(Seed);

        for (int run = 0; run < Runs; run++)
        {
            byte[] query = Mutate(corpus[random.Next(corpus.Length)], random);
            QueryOutcome outcome = pipeline.Begin(query, client, TimeSpan.Zero, reply);
            AssertResponse(query, reply.AsSpan(0, outcome.Length), run);
        }

        Assert.Equal(0, counters.Read(ServerCounter.Failed));
    }

    private static void AssertResponse(byte[] query, ReadOnlySpan<byte> response, int run)
    {
        if (response.IsEmpty)
        {
            return;
        }

        string what = $"seed {Seed}, run {run}: {Convert.ToHexString(query)}";
        Assert.True(DnsMessageView.TryParse(response, out DnsMessageView message, out FormatError error), $"{what}: {error}");
        Assert.True(response.Length <= 1232, what);
        Assert.True(message.Flags.HasFlag(DnsFlags.QR), what);
        Assert.True(message.Rcode != Rcode.FormErr || response.Length <= query.Length, what);
    }

    internal static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] octets = [.. seed];
        for (int changes = random.Next(4); changes > 0 && octets.Length > 0; changes--)
        {
            int at = random.Next(octets.Length);
            switch (random.Next(4))
            {
                case 0:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 1:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    octets = octets[..at];
                    break;
                default:
                    octets = [.. octets[..at], (byte)random.Next(256), .. octets[at..]];
                    break;
            }
        }

        return octets;
    }
}
