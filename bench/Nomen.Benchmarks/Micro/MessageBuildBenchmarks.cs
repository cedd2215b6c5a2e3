using BenchmarkDotNet.Attributes;
using Nomen.Client.Services;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Benchmarks.Micro;

/// <summary>Composes a query as the transports do, and the largest answers. Goals: 0 B; 25 ns, 90 ns, 5 ms (C5).</summary>
public class MessageBuildBenchmarks
{
    private readonly byte[] _buffer = new byte[65535];
    private readonly DnsRequest _request = DnsRequest.Query("www.example.com", DnsType.A);
    private readonly ResourceRecord[] _records = [.. Enumerable.Range(0, 4000).Select(Unrelated)];
    private ushort _id;

    [Benchmark(Description = "query with EDNS, known ID")]
    public int Query()
    {
        RequestComposer.TryCompose(_request, _buffer, new HopFields { Id = _id++, PayloadSize = 1232 }, out int length);
        return length;
    }

    [Benchmark(Description = "query with EDNS, random ID and case")]
    public int RandomQuery()
    {
        ReadOnlySpan<byte> name = _request.Question!.Value.Name.Wire;
        Span<byte> random = stackalloc byte[NameCase.RandomOctets(DomainName.MaxLength)];
        DnsRandom.Shared.Fill(random[..NameCase.RandomOctets(name.Length)]);
        Span<byte> cased = stackalloc byte[DomainName.MaxLength];
        NameCase.Randomize(name, random, cased);
        HopFields hop = new() { Id = DnsRandom.Shared.NextUInt16(), PayloadSize = 1232, CasedName = cased[..name.Length] };
        RequestComposer.TryCompose(_request, _buffer, hop, out int length);
        return length;
    }

    [Benchmark(Description = "answer of 4,000 records without a common suffix")]
    public int ManyNames()
    {
        DnsMessageWriter writer = new(_buffer);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
        foreach (ResourceRecord record in _records)
        {
            if (!writer.TryWriteRecord(DnsSection.Answer, record))
            {
                throw new InvalidOperationException("The answer does not fit.");
            }
        }

        return writer.Length;
    }

    /// <summary>16 octets each: three letters of owner, one of data.</summary>
    private static ResourceRecord Unrelated(int number)
    {
        DomainName owner = DomainName.Root.Prepend([(byte)('a' + (number % 26)), (byte)('a' + (number / 26 % 26)), (byte)('a' + (number / 676))]);
        return new ResourceRecord(owner, 60, new UnknownData((DnsType)65280, new byte[] { 1 }));
    }
}
