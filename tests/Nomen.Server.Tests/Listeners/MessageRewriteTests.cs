using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Server.Tests.Zones;

namespace Nomen.Server.Tests.Listeners;

/// <summary>What a client gets of a transport's response: its own letter case, flags and size, and the server's OPT.</summary>
public sealed class MessageRewriteTests
{
    private static readonly DomainName Name = DomainName.Parse("www.example.");

    [Fact]
    public void Id_and_letter_case_are_the_clients()
    {
        DnsMessage response = Rewrite(Query.Octets("wWw.ExAmple.", id: 321), FakeTransport.OneAddress);

        Assert.Equal(321, response.Id);
        Assert.Equal("wWw.ExAmple.", response.Question?.Name.ToString());
    }

    [Theory]
    [InlineData(DnsFlags.RD, DnsFlags.RA, DnsFlags.QR | DnsFlags.RD | DnsFlags.RA)]
    [InlineData(DnsFlags.None, DnsFlags.AA, DnsFlags.QR | DnsFlags.AA)]
    [InlineData(DnsFlags.CD, DnsFlags.None, DnsFlags.QR | DnsFlags.CD)]
    [InlineData(DnsFlags.None, DnsFlags.AD, DnsFlags.QR)]
    [InlineData(DnsFlags.AD, DnsFlags.AD, DnsFlags.QR | DnsFlags.AD)]
    [InlineData(DnsFlags.None, DnsFlags.TC, DnsFlags.QR | DnsFlags.TC)]
    [InlineData(DnsFlags.None, DnsFlags.RD | DnsFlags.CD, DnsFlags.QR)]
    [Rfc(6840, "5.8")]
    [Rfc(4035, "3.2.2")]
    public void Flags_come_from_where_they_belong(DnsFlags asked, DnsFlags answered, DnsFlags expected)
    {
        DnsMessage response = Rewrite(Query.Octets("www.example.", flags: asked), request => FakeTransport.Respond(request, answered, _ => { }));

        Assert.Equal(expected, response.Flags);
    }

    [Fact]
    [Rfc(6891, "6.1.1")]
    public void Without_EDNS_there_is_no_OPT_and_an_extended_code_becomes_SERVFAIL()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example."), request => FakeTransport.Respond(request, DnsFlags.None, records => records.Edns = EdnsRecord.Default, Rcode.BadCookie));

        Assert.Null(response.Edns);
        Assert.Equal(Rcode.ServFail, response.Rcode);
    }

    [Fact]
    [Rfc(6891, "6.1.3")]
    [Rfc(3225, "3")]
    public void The_OPT_is_the_servers_own_with_DO_echoed()
    {
        EdnsRecord asked = EdnsRecord.Default with { DnssecOk = true, PayloadSize = 4096 };
        DnsMessage response = Rewrite(
            Query.Octets("www.example.", edns: asked),
            request => FakeTransport.Respond(request, DnsFlags.None, records => records.Edns = EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.Cookie, new byte[8])] }, Rcode.BadCookie));

        Assert.Equal(Rcode.BadCookie, response.Rcode);
        Assert.Equal(EdnsRecord.Default with { DnssecOk = true, PayloadSize = 1232 }, response.Edns);
    }

    [Fact]
    [Rfc(8914, "2")]
    public void Extended_errors_of_upstream_and_of_the_layers_are_told()
    {
        DnsMessage response = Rewrite(
            Query.Octets("www.example.", edns: EdnsRecord.Default),
            request => FakeTransport.Respond(request, DnsFlags.None, records => records.Edns = EdnsRecord.Default.With(new ExtendedError(ExtendedErrorCode.StaleAnswer, "old")))
                .With(new ExtendedError(ExtendedErrorCode.DnssecBogus)));

        Assert.Equal([ExtendedErrorCode.DnssecBogus, ExtendedErrorCode.StaleAnswer], response.Edns!.Options.OfType<ExtendedError>().Select(error => error.InfoCode));
    }

    [Fact]
    public void An_extended_error_that_layer_and_upstream_report_is_told_once()
    {
        ExtendedError error = new(ExtendedErrorCode.StaleAnswer, "old");
        DnsMessage response = Rewrite(
            Query.Octets("www.example.", edns: EdnsRecord.Default),
            request => FakeTransport.Respond(request, DnsFlags.None, records => records.Edns = EdnsRecord.Default.With(error)).With(error));

        Assert.Equal(error, Assert.Single(response.Edns!.Options));
    }

    [Fact]
    public void Records_behind_the_upstreams_OPT_are_kept()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example.", edns: EdnsRecord.Default), request => FakeTransport.Respond(request, DnsFlags.None, records =>
        {
            records.Add(DnsSection.Answer, Name, new MxData(1, DomainName.Parse("mail.example.")));
            records.Edns = EdnsRecord.Default;
            records.Late.Add((DnsSection.Additional, new ResourceRecord(DomainName.Parse("mail.example."), 60, new AData(IPAddress.Parse("192.0.2.2")))));
        }));

        Assert.Equal(["mail.example. A 192.0.2.2", ". OPT"], response.ReadRecords(DnsSection.Additional).Select(Answers.Line));
    }

    [Fact]
    public void A_response_that_fits_exactly_is_whole()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example."), request => Texts(request, 1, 512 - 29 - 11 - 1 - 1));

        Assert.Equal(512, response.Length);
        Assert.False(response.IsTruncated);
    }

    [Fact]
    [Rfc(1035, "4.2.1")]
    [Rfc(2181, "9")]
    public void A_response_one_octet_too_long_is_cut_with_TC()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example."), request => Texts(request, 1, 512 - 29 - 11 - 1));

        Assert.True(response.IsTruncated);
        Assert.Equal(0, response.Answers.Count);
    }

    [Fact]
    [Rfc(2181, "9")]
    public void Whole_RRsets_are_cut_and_the_OPT_is_kept()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example.", edns: EdnsRecord.Default with { PayloadSize = 512 }), request => FakeTransport.Respond(request, DnsFlags.None, records =>
        {
            records.Add(DnsSection.Answer, Name, new CnameData(DomainName.Parse("a.example.")));
            for (int i = 0; i < 40; i++)
            {
                records.Add(DnsSection.Answer, "a.example.", new AData(new IPAddress([192, 0, 2, (byte)i])));
            }
        }));

        Assert.True(response.IsTruncated);
        Assert.Equal(DnsType.CNAME, Assert.Single(response.ReadRecords(DnsSection.Answer)).Type);
        Assert.NotNull(response.Edns);
    }

    [Fact]
    public void Additional_records_are_left_out_without_TC()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example."), request => FakeTransport.Respond(request, DnsFlags.AA, records =>
        {
            records.Add(DnsSection.Answer, Name, new MxData(1, DomainName.Parse("mail.example.")));
            records.Add(DnsSection.Additional, "mail.example.", new AData(IPAddress.Parse("192.0.2.2")));
            AddLarge(records, "mail.example.");
        }));

        Assert.False(response.IsTruncated);
        Assert.Equal(1, response.Answers.Count);
        Assert.Equal(["mail.example. A 192.0.2.2"], response.ReadRecords(DnsSection.Additional).Select(Answers.Line));
    }

    [Fact]
    [Rfc(9471, "3.1")]
    public void A_referral_without_room_for_its_glue_is_truncated()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example."), request => FakeTransport.Respond(request, DnsFlags.None, records =>
        {
            records.Add(DnsSection.Authority, "example.", new NsData(DomainName.Parse("ns.example.")));
            AddLarge(records, "ns.example.");
        }));

        Assert.True(response.IsTruncated);
        Assert.Equal(1, response.Authority.Count);
    }

    [Fact]
    [Rfc(4035, "3.1.1")]
    public void Signatures_of_addresses_that_do_not_fit_set_no_TC()
    {
        DnsMessage response = Rewrite(Query.Octets("www.example."), request => FakeTransport.Respond(request, DnsFlags.None, records =>
        {
            records.Add(DnsSection.Authority, "example.", new NsData(DomainName.Parse("ns.example.")));
            records.Add(DnsSection.Additional, "ns.example.", new AData(IPAddress.Parse("192.0.2.2")));
            records.Add(DnsSection.Additional, "ns.example.", new RrsigData(DnsType.A, DnssecAlgorithm.Ed25519, 2, 60, 0, 0, 1, DomainName.Root, new byte[500]));
        }));

        Assert.False(response.IsTruncated);
        Assert.Equal(["ns.example. A 192.0.2.2"], response.ReadRecords(DnsSection.Additional).Select(Answers.Line));
    }

    [Fact]
    public void Options_give_way_to_a_long_question_before_the_OPT_does()
    {
        string name = string.Concat(Enumerable.Repeat(new string('a', 60) + ".", 4));
        byte[] query = Query.Octets(name, edns: EdnsRecord.Default with { PayloadSize = 512, Options = [new UnknownOption(EdnsOptionCode.Nsid, default)] });

        DnsMessage response = Rewrite(query, request => FakeTransport.Respond(request, DnsFlags.None, _ => { }), new DnsServerOptions { Identity = new string('i', 255) });

        Assert.True(response.Length <= 512);
        Assert.Empty(response.Edns!.Options);
    }

    private static void AddLarge(RecordList records, string owner)
    {
        for (int i = 0; i < 30; i++)
        {
            records.Add(DnsSection.Additional, owner, new AaaaData(new IPAddress([0x20, 1, 13, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)i])));
        }
    }

    private static DnsResponse Texts(DnsRequest request, int count, int length) => FakeTransport.Respond(request, DnsFlags.None, records =>
    {
        int rest = length - 255;
        for (int i = 0; i < count; i++)
        {
            records.Add(DnsSection.Answer, Name, new TxtData([new byte[255], new byte[rest - 1]]));
        }
    });

    private static DnsMessage Rewrite(byte[] query, Func<DnsRequest, DnsResponse> answer, DnsServerOptions? options = null)
    {
        FakeTransport transport = new(answer);
        QueryPipeline pipeline = new(transport, options ?? new DnsServerOptions(), Nomen.Client.Services.TransportServices.Default, new ServerCounters());
        byte[] reply = new byte[ushort.MaxValue];
        QueryOutcome outcome = pipeline.Begin(query, new ClientAddress(new IPEndPoint(IPAddress.Loopback, 1), DnsProtocol.Udp), TimeSpan.Zero, reply);
        return DnsMessage.Parse(reply.AsSpan(0, outcome.Length));
    }
}
