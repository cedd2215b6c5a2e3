using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>DNS cookie: proof that both sides can receive at their address (RFC 7873). A client part, and behind it the server's when there is one.</summary>
public sealed record CookieOption : OctetsOption, IEdnsOption<CookieOption>
{
    /// <summary>Length of the client cookie in octets.</summary>
    public const int ClientLength = 8;

    /// <summary>Shortest server cookie in octets.</summary>
    public const int MinServerLength = 8;

    /// <summary>Longest server cookie in octets.</summary>
    public const int MaxServerLength = 32;

    /// <summary>Copies both parts.</summary>
    /// <param name="client">8 octets.</param>
    /// <param name="server">Empty, or 8 to 32 octets.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public CookieOption(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server = default)
        : base(EdnsOptionCode.Cookie, (byte[])[.. client, .. server])
    {
        if (client.Length != ClientLength || !IsLegalLength(Data.Length))
        {
            throw new ArgumentException("A client cookie has 8 octets, a server cookie 8 to 32 or none.", nameof(client));
        }
    }

    private CookieOption(byte[] data)
        : base(EdnsOptionCode.Cookie, data)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Cookie;

    /// <summary>The client's part, 8 octets.</summary>
    public ReadOnlyMemory<byte> Client => Data[..ClientLength];

    /// <summary>The server's part; empty when the client has none yet.</summary>
    public ReadOnlyMemory<byte> Server => Data[ClientLength..];

    /// <summary>Whether the option's data may have a length: 8 octets, or 16 to 40. Any other is FORMERR (RFC 7873 section 5.2.2).</summary>
    public static bool IsLegalLength(int length) => length is ClientLength or (>= ClientLength + MinServerLength and <= ClientLength + MaxServerLength);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out CookieOption? option, out FormatError error)
    {
        bool good = IsLegalLength(data.Length);
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = good ? new CookieOption(data.ToArray()) : null;
        return good;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => Convert.ToHexStringLower(Data.Span);
}
