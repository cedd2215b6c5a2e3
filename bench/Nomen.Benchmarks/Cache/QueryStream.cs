using System.Buffers.Binary;
using System.Globalization;
using Nomen.Client.Caching;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Benchmarks.Cache;

/// <summary>Queries in wire form, one behind the other in the order in which they are asked, as a socket's buffer would bring them.</summary>
internal sealed class QueryStream
{
    private const int Slot = 64;

    private readonly byte[] _octets;
    private readonly byte[] _response = new byte[1232];
    private int _next;

    public QueryStream(int count, Func<int> nextName)
    {
        _octets = new byte[count * Slot];
        Count = count;
        for (int i = 0; i < count; i++)
        {
            RequestComposer.TryCompose(Request(nextName()).With(edns: null), _octets.AsSpan(i * Slot + 2, Slot - 2), new HopFields { Id = (ushort)i, PayloadSize = 0 }, out int length);
            BinaryPrimitives.WriteUInt16LittleEndian(_octets.AsSpan(i * Slot), (ushort)length);
        }
    }

    public int Count { get; }

    public static DnsRequest Request(int name) =>
        DnsRequest.Query(DomainName.Parse(string.Create(CultureInfo.InvariantCulture, $"host{name:D6}.example")), DnsType.A);

    /// <summary>Answers so many queries over the fast path; returns how many were answered.</summary>
    public int Answer(CacheTransport cache, int queries)
    {
        int answered = 0;
        for (int i = 0; i < queries; i++)
        {
            ReadOnlySpan<byte> slot = _octets.AsSpan(_next * Slot, Slot);
            _next = _next + 1 == Count ? 0 : _next + 1;
            ReadOnlySpan<byte> query = slot.Slice(2, BinaryPrimitives.ReadUInt16LittleEndian(slot));
            if (WireQuery.TryRead(query, out WireQuery wire) && cache.TryAnswer(wire, _response, out _))
            {
                answered++;
            }
        }

        return answered;
    }
}
