using System.Collections.Immutable;

namespace Nomen.Client.Selection;

/// <summary>The servers that have answered behind one upstream, by address and port, whatever the protocol: for requests that exclude some.</summary>
internal sealed class KnownServers
{
    /// <summary>More is a transport with a choice of its own, which sees the exclusion itself.</summary>
    private const int MaxServers = 8;

    private ImmutableArray<string> _servers = [];
    private string? _last;
    private bool _areTooMany;

    /// <summary>A server answered. Its user holds a lock.</summary>
    public void Learn(string? upstream)
    {
        if (upstream is null || ReferenceEquals(upstream, _last))
        {
            return;
        }

        _last = upstream;
        string server = AddressOf(upstream).ToString();
        if (!_servers.Contains(server, StringComparer.OrdinalIgnoreCase))
        {
            _areTooMany |= _servers.Length == MaxServers;
            _servers = _areTooMany ? [] : _servers.Add(server);
        }
    }

    /// <summary>Whether all of them are excluded. False while none is known.</summary>
    public bool AreExcluded(ImmutableHashSet<string> excluded) =>
        !_servers.IsEmpty && _servers.All(server => excluded.Any(text => AddressOf(text).Equals(server.AsSpan(), StringComparison.OrdinalIgnoreCase)));

    private static ReadOnlySpan<char> AddressOf(string upstream)
    {
        int scheme = upstream.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? upstream : upstream.AsSpan(scheme + 3);
    }
}
