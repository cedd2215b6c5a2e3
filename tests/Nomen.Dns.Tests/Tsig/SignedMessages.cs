using System.Net;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>Signed messages of both sides.</summary>
internal static class SignedMessages
{
    /// <summary>The time in which all of them are made.</summary>
    public const ulong Now = 1_781_524_800;

    private static readonly DomainName Owner = DomainName.Parse("www.example.");

    /// <summary>A key of its own, the same for the same seed.</summary>
    public static TsigKey Key(TsigAlgorithm? algorithm = null, int? macLength = null, string name = "key.example.", byte seed = 1)
    {
        byte[] secret = [.. Enumerable.Range(seed, 32).Select(i => (byte)i)];
        return new TsigKey(DomainName.Parse(name), algorithm ?? TsigAlgorithm.HmacSha256, secret, macLength);
    }

    /// <summary>A signed query, and the session that awaits its response.</summary>
    public static byte[] Request(TsigKey key, out TsigClientSession session, ulong now = Now, TsigOptions? policy = null)
    {
        session = new TsigClientSession(key, policy);
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(0x1234, Opcode.Query, DnsFlags.RD);
        writer.TryWriteQuestion(new DnsQuestion(Owner, DnsType.A));
        Assert.True(session.TrySign(ref writer, now));
        return writer.Written.ToArray();
    }

    /// <summary>A signed query.</summary>
    public static byte[] Request(TsigKey key, ulong now = Now, TsigOptions? policy = null) => Request(key, out _, now, policy);

    /// <summary>The MAC that a key gives to the query.</summary>
    public static byte[] MacOf(TsigKey key)
    {
        Request(key, out TsigClientSession session);
        return session.Mac.ToArray();
    }

    /// <summary>What a server that knows these keys finds.</summary>
    public static TsigServerSession Receive(byte[] request, ulong now, TsigOptions? policy, params TsigKey[] keys) =>
        TsigServerSession.Verify(DnsMessageView.Parse(request), keys.ToDictionary(key => key.Name), now, policy);

    /// <inheritdoc cref="Receive(byte[], ulong, TsigOptions?, TsigKey[])"/>
    public static TsigServerSession Receive(byte[] request, params TsigKey[] keys) => Receive(request, Now, null, keys);

    /// <summary>A response with one address; signed, or not when there is no session.</summary>
    public static byte[] Response(TsigServerSession? server, byte address = 1, ulong now = Now, ushort id = 0x1234)
    {
        DnsMessageWriter writer = new(new byte[1024]);
        writer.TryWriteHeader(id, Opcode.Query, DnsFlags.QR | DnsFlags.AA, server?.ResponseCode ?? Rcode.NoError);
        writer.TryWriteQuestion(new DnsQuestion(Owner, DnsType.A));
        writer.TryWriteRecord(DnsSection.Answer, new ResourceRecord(Owner, DnsType.A, DnsClass.IN, 60, new AData(new IPAddress([192, 0, 2, address]))));
        int before = writer.Length;
        if (server is not null)
        {
            Assert.True(server.TrySign(ref writer, now));
            Assert.Equal(server.Overhead, writer.Length - before);
        }

        return writer.Written.ToArray();
    }

    /// <summary>A client and a server after the request was accepted.</summary>
    public static (TsigClientSession Client, TsigServerSession Server) Exchange(TsigKey key, TsigOptions? policy = null)
    {
        byte[] request = Request(key, out TsigClientSession client, policy: policy);
        TsigServerSession server = Receive(request, Now, policy, key);
        Assert.Equal(TsigStatus.Good, server.Status);
        return (client, server);
    }

    /// <summary>What a client finds.</summary>
    public static TsigStatus Check(this TsigClientSession session, byte[] response, bool isLast = true, ulong now = Now) =>
        session.Verify(DnsMessageView.Parse(response), now, isLast).Status;

    /// <summary>The TSIG record of a message.</summary>
    public static TsigData SignatureOf(byte[] message) =>
        (TsigData)DnsMessage.Parse(message).ReadRecords(DnsSection.Additional)[^1].Data;
}
