using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Client.Tests.Datagram;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Signed requests over UDP to a peer that knows the good key, in virtual time.</summary>
internal sealed class TsigDatagramWorld
{
    public TsigDatagramWorld(TsigKey? key = null, TsigTransportOptions? options = null, Func<TransportServices, TransportServices>? services = null)
    {
        TransportServices used = services?.Invoke(Run.Services) ?? Run.Services;
        Peer = new TsigPeer(Run.Time, SampleKey.Good);
        Wire.OnSend = (connection, query) => connection.Deliver(Peer.Answer(query));
        Transport = new TsigTransport(new DatagramTransport(Wire, services: used), key ?? SampleKey.Good, options, used);
    }

    public static DnsRequest Question { get; } = DnsRequest.Query("www.Example.com", DnsType.A);

    public VirtualRun Run { get; } = new();

    public ScriptedConnector Wire { get; } = new();

    public TsigPeer Peer { get; }

    public TsigTransport Transport { get; }

    public DnsResponse Ask() => Run.Run(async () => await Transport.SendAsync(Question));

    public TException AskInVain<TException>()
        where TException : DnsException => Assert.Throws<TException>(() => Ask());
}
