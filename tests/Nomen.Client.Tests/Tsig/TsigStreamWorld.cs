using Nomen.Client.Tests.Streams;
using Nomen.Client.Tsig;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Signed requests over one connection to a peer that knows the good key, in virtual time.</summary>
internal sealed class TsigStreamWorld
{
    private readonly VirtualStream _stream;

    public TsigStreamWorld(Action<TsigPeer, ScriptedConnection, byte[]> onQuery, TsigKey? key = null)
    {
        _stream = new VirtualStream((connection, query) => onQuery(Peer!, connection, query));
        Peer = new TsigPeer(_stream.Run.Time, SampleKey.Good);
        Transport = new TsigTransport(_stream.Transport, key ?? SampleKey.Good, services: _stream.Services);
    }

    public TsigPeer Peer { get; }

    public TsigTransport Transport { get; }

    public TimeProvider Clock => _stream.Run.Time;

    /// <summary>Asks for an address.</summary>
    public Task<DnsResponse> Ask() => _stream.Start(async () => await Transport.SendAsync(Replies.Ask()));

    /// <summary>Transfers the zone into a list.</summary>
    public Task<int> Transfer(List<DnsResponse> received) => _stream.Start(async () =>
    {
        await foreach (DnsResponse response in Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR)))
        {
            received.Add(response);
        }

        return received.Count;
    });

    public void Advance(double seconds) => _stream.Advance(seconds);
}
