using System.Security.Cryptography;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;

namespace Nomen.Client.Tests.Tsig;

/// <summary>An old server, which leaves messages of a transfer unsigned; its MACs are computed here, from the octets (RFC 8945 section 5.3.1).</summary>
internal sealed class OldSigner(byte[] query, byte[] first)
{
    private readonly List<byte> _pending = [];
    private byte[] _prior = SignatureOf(first).Mac.ToArray();

    /// <summary>The first message, which another hand has signed.</summary>
    public byte[] First { get; } = first;

    /// <summary>A message without a signature.</summary>
    public byte[] Unsigned(string record)
    {
        byte[] message = Replies.Zone(query, record);
        _pending.AddRange(message);
        return message;
    }

    /// <summary>A message with a signature.</summary>
    public byte[] Signed(string record)
    {
        // The record of the first message serves again, with another MAC: name, algorithm, time and fudge stay.
        byte[] message = Replies.Zone(query, record);
        byte[] signature = First[DnsMessage.FromUnsigned(DnsMessageView.Parse(First)).Length..];
        int macAt = signature.Length - 6 - _prior.Length;
        byte[] timers = signature[(macAt - 10)..(macAt - 2)];
        byte[] digested = [0, (byte)_prior.Length, .. _prior, .. _pending, .. message, .. timers];
        byte[] mac = HMACSHA256.HashData(Convert.FromBase64String(SampleKey.Secret), digested);
        mac.CopyTo(signature, macAt);
        _prior = mac;
        _pending.Clear();
        byte[] signed = [.. message, .. signature];
        signed[11]++;
        return signed;
    }

    private static TsigData SignatureOf(byte[] message) => (TsigData)DnsMessage.Parse(message).ReadRecords(DnsSection.Additional)[^1].Data;
}
