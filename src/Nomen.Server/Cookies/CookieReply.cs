using System.Buffers.Binary;
using Nomen.Dns.Edns;

namespace Nomen.Server.Cookies;

/// <summary>What a query's cookie says, and the cookie of the response. A value, so that it outlives the query without an allocation.</summary>
/// <param name="Standing">What it says.</param>
/// <param name="Client">The client's 8 octets.</param>
/// <param name="Server">Our 16 octets.</param>
internal readonly record struct CookieReply(CookieStanding Standing, ulong Client, UInt128 Server)
{
    /// <summary>Octets of the response's option.</summary>
    public const int Length = CookieOption.ClientLength + ServerCookie.Length;

    /// <summary>Whether the response has a cookie.</summary>
    public bool IsGiven => Standing >= CookieStanding.Unproven;

    /// <summary>Takes the octets of both parts.</summary>
    public static CookieReply Of(CookieStanding standing, ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        new(standing, BinaryPrimitives.ReadUInt64BigEndian(client), BinaryPrimitives.ReadUInt128BigEndian(server));

    /// <summary>Writes the option's data.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, Client);
        BinaryPrimitives.WriteUInt128BigEndian(destination[CookieOption.ClientLength..], Server);
    }
}
