using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Dns.Tests.Transports;

public sealed class RequestComposerTests
{
    private readonly byte[] _buffer = new byte[512];

    [Fact]
    public void Composes_a_query_with_EDNS()
    {
        DnsMessage message = Compose(DnsRequest.Query("www.example.com", DnsType.MX));

        Assert.Equal(new DnsHeader(0x1234, Opcode.Query, DnsFlags.RD, Rcode.NoError, 1, 0, 0, 1), message.Header);
        Assert.Equal(new DnsQuestion(DomainName.Parse("www.example.com"), DnsType.MX), message.Question);
        Assert.Equal(EdnsRecord.Default with { PayloadSize = 1232 }, message.Edns);
        Assert.Equal(44, message.Length);
    }

    [Fact]
    [Rfc(6891, "6.1.1")]
    public void A_request_without_EDNS_gets_no_OPT_whatever_the_hop_adds()
    {
        DnsRequest request = DnsRequest.Query("example.", DnsType.A).With((EdnsRecord?)null);

        Assert.True(RequestComposer.TryCompose(request, _buffer, new HopFields { Id = 1, PayloadSize = 1232, Options = [0, 10, 0, 0] }, out int length));

        Assert.Null(DnsMessage.Parse(_buffer.AsSpan(0, length)).Edns);
    }

    [Fact]
    public void The_requests_own_payload_size_wins()
    {
        DnsRequest request = DnsRequest.Query("example.", DnsType.A).With(EdnsRecord.Default with { PayloadSize = 4096 });

        Assert.Equal((ushort)4096, Compose(request).Edns!.PayloadSize);
    }

    [Fact]
    public void The_hops_options_come_behind_those_of_the_request()
    {
        UnknownOption first = new((EdnsOptionCode)65001, new byte[] { 1 });
        DnsRequest request = DnsRequest.Query("example.", DnsType.A).With(EdnsRecord.Default.With(first));

        Assert.True(RequestComposer.TryCompose(request, _buffer, new HopFields { Id = 1, PayloadSize = 1232, Options = [0xfd, 0xea, 0, 1, 2] }, out int length));

        Assert.Equal([first, new UnknownOption((EdnsOptionCode)65002, new byte[] { 2 })], DnsMessage.Parse(_buffer.AsSpan(0, length)).Edns!.Options.AsEnumerable());
    }

    [Theory]
    [Rfc(7830, "3")]
    [Rfc(8467, "4.1")]
    [InlineData("example.", 128, 128)]
    [InlineData("a-name-that-is-so-long-that-it-goes-over.the-first-block.of-one-hundred.and-twenty-eight.octets.example.com", 128, 256)]
    [InlineData("example.", 0, 36)]
    public void The_message_is_padded_to_a_multiple_of_the_block(string name, int block, int length)
    {
        Assert.True(RequestComposer.TryCompose(DnsRequest.Query(name, DnsType.A), _buffer, new HopFields { Id = 1, PayloadSize = 1232, PaddingBlock = block }, out int written));

        Assert.Equal(length, written);
        Assert.Equal(block > 0, DnsMessage.Parse(_buffer.AsSpan(0, written)).Edns!.Find<PaddingOption>() is not null);
    }

    [Fact]
    [Rfc(7830, "3")]
    public void Padding_that_the_request_has_already_is_left_alone_and_a_full_buffer_goes_without()
    {
        DnsRequest padded = DnsRequest.Query("example.", DnsType.A).With(EdnsRecord.Default.With(new PaddingOption(7)));
        HopFields hop = new() { Id = 1, PayloadSize = 1232, PaddingBlock = 128 };

        Assert.True(RequestComposer.TryCompose(padded, _buffer, hop, out int own));
        Assert.True(RequestComposer.TryCompose(DnsRequest.Query("example.", DnsType.A), _buffer.AsSpan(0, 100), hop, out int without));

        Assert.Equal((47, 36), (own, without));
    }

    [Fact]
    public void The_name_is_sent_in_the_letter_case_of_the_hop()
    {
        DnsRequest request = DnsRequest.Query("www.example.com", DnsType.A);
        HopFields hop = new() { Id = 1, PayloadSize = 1232, CasedName = DomainName.Parse("wWW.eXAMPLE.cOM").Wire };

        Assert.True(RequestComposer.TryCompose(request, _buffer, hop, out int length));

        Assert.Equal("wWW.eXAMPLE.cOM.", DnsMessage.Parse(_buffer.AsSpan(0, length)).Question!.Value.Name.ToString());
    }

    [Fact]
    [Rfc(1995, "3")]
    public void Records_of_the_request_go_into_their_sections()
    {
        ResourceRecord record = new(DomainName.Parse("a.example."), 60, new AData(IPAddress.Parse("192.0.2.1")));
        DnsRequest request = new(new DnsQuestion(DomainName.Parse("example."), DnsType.IXFR))
        {
            AnswerRecords = [record],
            AuthorityRecords = [record, record],
            AdditionalRecords = [record],
        };

        DnsMessage message = Compose(request);

        Assert.Equal([1, 2, 2], Enum.GetValues<DnsSection>().Select(section => message.ReadRecords(section).Count));
        Assert.Equal(record, message.ReadRecords(DnsSection.Answer)[0]);
    }

    [Fact]
    public void A_request_without_a_question_is_a_header_and_OPT()
    {
        Assert.Equal(12 + 11, Compose(new DnsRequest { Opcode = Opcode.Status }).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(30)]
    [InlineData(43)]
    public void What_does_not_fit_the_buffer_is_refused(int room)
    {
        DnsRequest request = DnsRequest.Query("www.example.com", DnsType.A);

        Assert.False(RequestComposer.TryCompose(request, _buffer.AsSpan(0, room), new HopFields { Id = 1, PayloadSize = 1232 }, out int length));
        Assert.Equal(0, length);
    }

    [Fact]
    [Rfc(8945, "5.1")]
    public void The_signature_is_written_last_into_room_that_was_kept()
    {
        FakeProtection protection = new(overhead: 20, written: 20);
        DnsRequest request = DnsRequest.Query("www.example.com", DnsType.A).With(protection);
        HopFields hop = new() { Id = 1, PayloadSize = 1232, Protection = protection };

        Assert.True(RequestComposer.TryCompose(request, _buffer.AsSpan(0, 64), hop, out int length));
        Assert.Equal(44, protection.SignedLength);
        Assert.Equal(64, length);
        Assert.False(RequestComposer.TryCompose(request, _buffer.AsSpan(0, 63), hop, out _));
    }

    [Fact]
    public void A_signature_longer_than_it_said_is_refused()
    {
        FakeProtection protection = new(overhead: 20, written: 21);
        DnsRequest request = DnsRequest.Query("www.example.com", DnsType.A).With(protection);

        Assert.False(RequestComposer.TryCompose(request, _buffer.AsSpan(0, 64), new HopFields { Id = 1, PayloadSize = 1232, Protection = protection }, out _));
    }

    [Fact]
    public void Composing_allocates_nothing()
    {
        DnsRequest request = DnsRequest.Query("www.example.com", DnsType.A);
        RequestComposer.TryCompose(request, _buffer, new HopFields { Id = 1, PayloadSize = 1232 }, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();

        RequestComposer.TryCompose(request, _buffer, new HopFields { Id = 2, PayloadSize = 1232 }, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private DnsMessage Compose(DnsRequest request)
    {
        Assert.True(RequestComposer.TryCompose(request, _buffer, new HopFields { Id = 0x1234, PayloadSize = 1232 }, out int length));
        return DnsMessage.Parse(_buffer.AsSpan(0, length));
    }
}
