using System.Buffers.Binary;
using Nomen.Dns.Edns;

namespace Nomen.Client.Datagram.Cookies;

/// <summary>Client cookie and server cookie, if there is one, as one transmission sends them. Immutable: what is learnt makes a new pair.</summary>
/// <remarks>Holds the option's octets ready to write, so that sending a cookie costs a copy and no memory.</remarks>
internal sealed class CookiePair
{
    private const int HeaderLength = 4;
    private const int ServerOffset = HeaderLength + CookieOption.ClientLength;

    private readonly byte[] _option;

    /// <summary>Makes a pair.</summary>
    /// <param name="owner">Where what is learnt from the reply goes.</param>
    /// <param name="client">8 octets.</param>
    /// <param name="server">Empty, or 8 to 32 octets.</param>
    /// <param name="madeAt">Timestamp at which the client cookie was drawn.</param>
    public CookiePair(AddressCookies owner, ReadOnlySpan<byte> client, ReadOnlySpan<byte> server, long madeAt)
    {
        Owner = owner;
        MadeAt = madeAt;
        _option = new byte[ServerOffset + server.Length];
        BinaryPrimitives.WriteUInt16BigEndian(_option, (ushort)EdnsOptionCode.Cookie);
        BinaryPrimitives.WriteUInt16BigEndian(_option.AsSpan(sizeof(ushort)), (ushort)(_option.Length - HeaderLength));
        client.CopyTo(_option.AsSpan(HeaderLength));
        server.CopyTo(_option.AsSpan(ServerOffset));
    }

    /// <summary>The cookies of the local address that it is for.</summary>
    public AddressCookies Owner { get; }

    /// <summary>Timestamp at which the client cookie was drawn.</summary>
    public long MadeAt { get; }

    /// <summary>The COOKIE option in wire form.</summary>
    public ReadOnlySpan<byte> Option => _option;

    /// <summary>The client's part.</summary>
    public ReadOnlySpan<byte> Client => _option.AsSpan(HeaderLength, CookieOption.ClientLength);

    /// <summary>The server's part; empty while there is none.</summary>
    public ReadOnlySpan<byte> Server => _option.AsSpan(ServerOffset);

    /// <summary>The same client cookie with another server cookie, or with none.</summary>
    public CookiePair With(ReadOnlySpan<byte> server) => new(Owner, Client, server, MadeAt);
}
