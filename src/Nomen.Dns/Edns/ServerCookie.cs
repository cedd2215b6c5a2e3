using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace Nomen.Dns.Edns;

/// <summary>The server cookies that servers of different makers can share behind one address (RFC 9018 section 4).</summary>
/// <remarks>Version 1, three reserved octets, the time, and SipHash-2-4 over client cookie, those eight octets and the client's address. Pure: secret and time are arguments.</remarks>
public static class ServerCookie
{
    /// <summary>Length in octets.</summary>
    public const int Length = 16;

    /// <summary>Length of the secret in octets.</summary>
    public const int SecretLength = SipHash.KeyLength;

    private const byte Version = 1;
    private const int HashOffset = 8;

    /// <summary>Octets of an IPv6 address, the longer of the two kinds.</summary>
    private const int MaxAddress = 16;

    /// <summary>Octets that are hashed: client cookie, version, reserved octets and time, and an IPv6 address.</summary>
    private const int MaxInput = CookieOption.ClientLength + HashOffset + MaxAddress;

    /// <summary>A cookie is too old after an hour (RFC 9018 section 4.3).</summary>
    private const int MaxAgeSeconds = 3600;

    /// <summary>A cookie is made anew after half an hour (RFC 9018 section 4.3).</summary>
    private const int RenewAgeSeconds = 1800;

    /// <summary>Clocks of servers behind one address may differ by five minutes (RFC 9018 section 4.3).</summary>
    private const int MaxAheadSeconds = 300;

    /// <summary>Makes a server cookie.</summary>
    /// <param name="clientCookie">The client's 8 octets.</param>
    /// <param name="client">The client's address.</param>
    /// <param name="secret">16 octets that only the servers know.</param>
    /// <param name="unixSeconds">Now, in seconds since 1970 modulo 2^32.</param>
    /// <param name="destination">Takes 16 octets.</param>
    /// <exception cref="ArgumentException">A client cookie, secret or destination of another length.</exception>
    public static void Write(ReadOnlySpan<byte> clientCookie, IPAddress client, ReadOnlySpan<byte> secret, uint unixSeconds, Span<byte> destination)
    {
        Span<byte> address = stackalloc byte[MaxAddress];
        Write(clientCookie, address[..Octets(client, address)], secret, unixSeconds, destination);
    }

    /// <summary>Makes a server cookie for an address as octets, which spares an object for it.</summary>
    /// <param name="clientCookie">The client's 8 octets.</param>
    /// <param name="client">The client's address, 4 or 16 octets.</param>
    /// <param name="secret">16 octets that only the servers know.</param>
    /// <param name="unixSeconds">Now, in seconds since 1970 modulo 2^32.</param>
    /// <param name="destination">Takes 16 octets.</param>
    /// <exception cref="ArgumentException">A client cookie, address, secret or destination of another length.</exception>
    public static void Write(ReadOnlySpan<byte> clientCookie, ReadOnlySpan<byte> client, ReadOnlySpan<byte> secret, uint unixSeconds, Span<byte> destination)
    {
        CheckLengths(clientCookie, client, secret);
        if (destination.Length < Length)
        {
            throw new ArgumentException("A server cookie needs 16 octets.", nameof(destination));
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)Version << 24);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], unixSeconds);
        WriteHash(clientCookie, destination[..HashOffset], client, secret, destination[HashOffset..]);
    }

    /// <summary>Checks a server cookie in constant time. With several secrets (RFC 9018 section 5) try each.</summary>
    /// <param name="serverCookie">The octets that the client returned.</param>
    /// <param name="clientCookie">The client's 8 octets.</param>
    /// <param name="client">The client's address.</param>
    /// <param name="secret">16 octets that only the servers know.</param>
    /// <param name="unixSeconds">Now, in seconds since 1970 modulo 2^32.</param>
    /// <exception cref="ArgumentException">A client cookie or secret of another length.</exception>
    public static ServerCookieVerdict Verify(ReadOnlySpan<byte> serverCookie, ReadOnlySpan<byte> clientCookie, IPAddress client, ReadOnlySpan<byte> secret, uint unixSeconds)
    {
        Span<byte> address = stackalloc byte[MaxAddress];
        return Verify(serverCookie, clientCookie, address[..Octets(client, address)], secret, unixSeconds);
    }

    /// <summary>Checks a server cookie for an address as octets, in constant time. With several secrets (RFC 9018 section 5) try each.</summary>
    /// <param name="serverCookie">The octets that the client returned.</param>
    /// <param name="clientCookie">The client's 8 octets.</param>
    /// <param name="client">The client's address, 4 or 16 octets.</param>
    /// <param name="secret">16 octets that only the servers know.</param>
    /// <param name="unixSeconds">Now, in seconds since 1970 modulo 2^32.</param>
    /// <exception cref="ArgumentException">A client cookie, address or secret of another length.</exception>
    public static ServerCookieVerdict Verify(ReadOnlySpan<byte> serverCookie, ReadOnlySpan<byte> clientCookie, ReadOnlySpan<byte> client, ReadOnlySpan<byte> secret, uint unixSeconds)
    {
        CheckLengths(clientCookie, client, secret);
        if (serverCookie.Length != Length || serverCookie[0] != Version)
        {
            return ServerCookieVerdict.Forged;
        }

        // The reserved octets are hashed as they came (RFC 9018 section 4.2).
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        WriteHash(clientCookie, serverCookie[..HashOffset], client, secret, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, serverCookie[HashOffset..]))
        {
            return ServerCookieVerdict.Forged;
        }

        // Serial number arithmetic, so that the year 2106 is no special one.
        int age = unchecked((int)(unixSeconds - BinaryPrimitives.ReadUInt32BigEndian(serverCookie[4..])));
        return age switch
        {
            < -MaxAheadSeconds or > MaxAgeSeconds => ServerCookieVerdict.Expired,
            > RenewAgeSeconds => ServerCookieVerdict.Aging,
            _ => ServerCookieVerdict.Fresh,
        };
    }

    private static void WriteHash(ReadOnlySpan<byte> clientCookie, ReadOnlySpan<byte> head, ReadOnlySpan<byte> client, ReadOnlySpan<byte> secret, Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[MaxInput];
        clientCookie.CopyTo(input);
        head.CopyTo(input[CookieOption.ClientLength..]);
        client.CopyTo(input[(CookieOption.ClientLength + HashOffset)..]);
        ulong hash = SipHash.Compute(secret, input[..(CookieOption.ClientLength + HashOffset + client.Length)]);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, hash);
    }

    private static int Octets(IPAddress client, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.TryWriteBytes(destination, out int length);
        return length;
    }

    private static void CheckLengths(ReadOnlySpan<byte> clientCookie, ReadOnlySpan<byte> client, ReadOnlySpan<byte> secret)
    {
        if (clientCookie.Length != CookieOption.ClientLength)
        {
            throw new ArgumentException("A client cookie has 8 octets.", nameof(clientCookie));
        }

        if (client.Length is not (4 or MaxAddress))
        {
            throw new ArgumentException("An address has 4 or 16 octets.", nameof(client));
        }

        if (secret.Length != SecretLength)
        {
            throw new ArgumentException("A secret has 16 octets.", nameof(secret));
        }
    }
}
