using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Dns.Tests.Transports;

/// <summary>What counts as a plain query on the wire, and how it reads.</summary>
public sealed class WireQueryTests
{
    [Fact]
    public void A_query_reads_as_it_was_composed()
    {
        DnsRequest request = DnsRequest.Query("WWW.example", DnsType.AAAA)
            .With(DnsFlags.RD | DnsFlags.CD)
            .With(EdnsRecord.Default with { DnssecOk = true, Options = [new NsidOption(ReadOnlyMemory<byte>.Empty)] });

        Assert.True(WireQuery.TryRead(Compose(request), out WireQuery query));

        Assert.Equal((0x1234, DnsFlags.RD | DnsFlags.CD), (query.Id, query.Flags));
        Assert.Equal((DnsType.AAAA, DnsClass.IN), (query.Type, query.Class));
        Assert.True(query.Name.SequenceEqual(request.Question!.Value.Name.Wire));
        Assert.True(query is { HasEdns: true, DnssecOk: true, PayloadSize: 1232 });
        Assert.True(query.TryGetOption(EdnsOptionCode.Nsid, out _));
        Assert.False(query.TryGetOption(EdnsOptionCode.ClientSubnet, out _));
    }

    [Fact]
    [Rfc(6891, "6.2.3")]
    public void Without_an_OPT_there_are_512_octets_and_no_DO()
    {
        Assert.True(WireQuery.TryRead(Compose(DnsRequest.Query("www.example", DnsType.A).With(edns: null)), out WireQuery query));

        Assert.True(query is { HasEdns: false, DnssecOk: false, PayloadSize: 512 });
        Assert.True(query.Options.IsEmpty);
    }

    [Theory]
    [InlineData(2, 0x80)]
    [InlineData(2, 0x20)]
    [InlineData(5, 0)]
    [InlineData(5, 2)]
    [InlineData(7, 1)]
    [InlineData(9, 1)]
    [InlineData(11, 0)]
    [InlineData(11, 2)]
    [InlineData(12, 0xc0)]
    [InlineData(12, 63)]
    [InlineData(29, 1)]
    [InlineData(31, 42)]
    [InlineData(35, 1)]
    [InlineData(39, 3)]
    public void Anything_but_a_plain_query_is_left_to_the_whole_parser(int at, byte value)
    {
        byte[] octets = Compose(DnsRequest.Query("www.example", DnsType.A).With(EdnsRecord.Default.With(new NsidOption(ReadOnlyMemory<byte>.Empty))));
        Assert.True(WireQuery.TryRead(octets, out _));

        octets[at] = value;

        Assert.False(WireQuery.TryRead(octets, out _));
    }

    [Fact]
    public void No_cut_and_no_octet_more_reads()
    {
        byte[] octets = Compose(DnsRequest.Query("www.example", DnsType.A).With(EdnsRecord.Default.With(new NsidOption(ReadOnlyMemory<byte>.Empty))));

        for (int length = 0; length < octets.Length; length++)
        {
            Assert.False(WireQuery.TryRead(octets.AsSpan(0, length), out _));
        }

        Assert.False(WireQuery.TryRead([.. octets, 0], out _));
    }

    [Fact]
    public void Whatever_reads_is_a_message_for_the_whole_parser_too()
    {
        byte[] octets = Compose(DnsRequest.Query("www.example", DnsType.A).With(EdnsRecord.Default.With(new NsidOption(ReadOnlyMemory<byte>.Empty))));
        Random random = new(1);
        int read = 0;

        for (int i = 0; i < 100_000; i++)
        {
            byte[] mutated = [.. octets];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            if (WireQuery.TryRead(mutated, out _))
            {
                read++;
                Assert.True(DnsMessageView.TryParse(mutated, out _, out _));
            }
        }

        Assert.InRange(read, 1, 100_000);
    }

    private static byte[] Compose(DnsRequest request)
    {
        byte[] buffer = new byte[512];
        Assert.True(RequestComposer.TryCompose(request, buffer, new HopFields { Id = 0x1234, PayloadSize = 1232 }, out int length));
        return buffer[..length];
    }
}
