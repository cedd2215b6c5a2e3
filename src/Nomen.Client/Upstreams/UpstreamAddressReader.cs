using System.Globalization;
using Nomen.Dns.Errors;

namespace Nomen.Client.Upstreams;

/// <summary>Reads one upstream address: <c>[scheme://]host[:port][/path][#name]</c>.</summary>
internal sealed class UpstreamAddressReader(string text)
{
    private static readonly (string Name, UpstreamScheme Scheme)[] Schemes =
    [
        ("udp+tcp", UpstreamScheme.UdpTcp),
        ("udp", UpstreamScheme.Udp),
        ("tcp", UpstreamScheme.Tcp),
        ("tls", UpstreamScheme.Tls),
        ("https", UpstreamScheme.Https),
        ("h3", UpstreamScheme.Http3),
        ("quic", UpstreamScheme.Quic),
    ];

    private int _position;

    /// <exception cref="DnsTextException">The text is no upstream.</exception>
    public UpstreamAddress Read()
    {
        UpstreamScheme scheme = ReadScheme();
        string host = ReadHost(scheme);
        int? port = ReadPort(':');
        string? path = ReadPath(scheme);
        string? name = null;
        if (scheme is UpstreamScheme.Udp or UpstreamScheme.Tcp or UpstreamScheme.UdpTcp)
        {
            port ??= ReadPort('#');
        }
        else
        {
            name = ReadName();
        }

        return _position == text.Length ? UpstreamAddress.Create(scheme, host, port, path, name) : throw Expected("the end");
    }

    private UpstreamScheme ReadScheme()
    {
        int end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
        {
            return UpstreamScheme.UdpTcp;
        }

        foreach ((string name, UpstreamScheme scheme) in Schemes)
        {
            if (text.AsSpan(0, end).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                _position = end + 3;
                return scheme;
            }
        }

        throw Expected($"one of {string.Join(", ", Schemes.Select(s => s.Name + "://"))}");
    }

    private string ReadHost(UpstreamScheme scheme)
    {
        ReadOnlySpan<char> rest = text.AsSpan(_position);
        int start = _position;
        int end;
        if (rest.StartsWith('['))
        {
            int close = rest.IndexOf(']');
            if (close < 0)
            {
                throw Expected("']' behind the address");
            }

            start++;
            end = _position + close;
            _position = end + 1;
        }
        else
        {
            int length = rest.IndexOfAny('#', '/');
            ReadOnlySpan<char> authority = length < 0 ? rest : rest[..length];

            // An IPv6 literal without brackets has several colons, and no port.
            int colon = authority.IndexOf(':');
            bool hasPort = colon >= 0 && authority.LastIndexOf(':') == colon;
            end = start + (hasPort ? colon : authority.Length);
            _position = end;
        }

        string host = text[start..end];
        if (!UpstreamAddress.TryParseHost(host, out _) || (scheme is UpstreamScheme.Https or UpstreamScheme.Http3 && Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            _position = start;
            throw Expected("an address or a name");
        }

        return host;
    }

    private int? ReadPort(char mark)
    {
        if (_position == text.Length || text[_position] != mark)
        {
            return null;
        }

        _position++;
        int end = _position;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        if (!ushort.TryParse(text.AsSpan(_position, end - _position), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
        {
            throw Expected("a port from 1 to 65535");
        }

        _position = end;
        return port;
    }

    private string? ReadPath(UpstreamScheme scheme)
    {
        if (scheme is not (UpstreamScheme.Https or UpstreamScheme.Http3))
        {
            return null;
        }

        int end = text.IndexOf('#', _position);
        string path = text[_position..(end < 0 ? text.Length : end)];
        if (path.Length > 0 && path[0] != '/')
        {
            throw Expected("'/' and the path");
        }

        _position += path.Length;
        return path is "" or "/" ? UpstreamAddress.DefaultPath : path;
    }

    private string? ReadName()
    {
        if (_position == text.Length || text[_position] != '#')
        {
            return null;
        }

        _position++;
        string name = text[_position..];
        if (!UpstreamAddress.TryParseHost(name, out _))
        {
            throw Expected("the name in the server's certificate");
        }

        _position = text.Length;
        return name;
    }

    private DnsTextException Expected(string what) => new(what, text[Math.Min(_position, text.Length)..], _position + 1);
}
