using System.Buffers.Binary;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Datagram.Cookies;

/// <summary>A server that has cookies: repeats the client's and adds its own, and keeps what it was sent.</summary>
internal sealed class CookieServer
{
    /// <summary>The server's cookie; none in its replies when empty.</summary>
    public byte[] Cookie { get; set; } = [.. Enumerable.Repeat((byte)0xc0, 16)];

    /// <summary>Whether it sends cookies. Default true.</summary>
    public bool HasCookies { get; set; } = true;

    /// <summary>Whether it answers only those who send its cookie. Default false.</summary>
    public bool IsEnforcing { get; set; }

    /// <summary>The COOKIE options it was sent, in order; null for a query without.</summary>
    public List<byte[]?> Received { get; } = [];

    /// <summary>The wire to it.</summary>
    public ScriptedConnector Wire() => ScriptedConnector.Answering(Answer);

    /// <summary>Its reply to a query.</summary>
    public byte[] Answer(byte[] query)
    {
        byte[]? cookie = In(query);
        Received.Add(cookie);
        if (!HasCookies || cookie is null)
        {
            return Replies.WithOptions(query, Rcode.NoError);
        }

        bool isGood = !IsEnforcing || cookie.AsSpan(CookieOption.ClientLength).SequenceEqual(Cookie);
        return Replies.WithOptions(query, isGood ? Rcode.NoError : Rcode.BadCookie, Option([.. cookie[..CookieOption.ClientLength], .. Cookie]));
    }

    /// <summary>A COOKIE option of any length.</summary>
    public static EdnsOption Option(byte[] data) => new UnknownOption(EdnsOptionCode.Cookie, data);

    /// <summary>The data of a message's COOKIE option; null when it has none.</summary>
    public static byte[]? In(byte[] message) =>
        DnsMessageView.Parse(message).TryGetEdns(out EdnsView edns) && edns.TryGetOption(EdnsOptionCode.Cookie, out ReadOnlySpan<byte> data) ? data.ToArray() : null;

    /// <summary>The client's part of what it was sent, as a number.</summary>
    public ulong Client(int query) => BinaryPrimitives.ReadUInt64BigEndian(Received[query]);

    /// <summary>The server's part of what it was sent.</summary>
    public byte[] Server(int query) => Received[query]![CookieOption.ClientLength..];
}
