using System.Collections.Immutable;
using System.Globalization;

namespace Nomen.Client.Selection;

/// <summary>The upstreams of one transport: added and removed while requests run, which each see the set as it was when they began.</summary>
internal sealed class UpstreamSet : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HedgeRules _rules;
    private ImmutableArray<UpstreamMember> _members = [];
    private int _lastNumber;
    private bool _isDisposed;

    public UpstreamSet(IEnumerable<Upstream> upstreams, HedgeRules rules)
    {
        ArgumentNullException.ThrowIfNull(upstreams);
        _rules = rules;
        foreach (Upstream upstream in upstreams)
        {
            Add(upstream);
        }
    }

    /// <summary>The upstreams now.</summary>
    public ImmutableArray<UpstreamMember> Members
    {
        get
        {
            lock (_lock)
            {
                return _members;
            }
        }
    }

    /// <summary>Whether nobody may ask any more.</summary>
    public bool IsDisposed
    {
        get
        {
            lock (_lock)
            {
                return _isDisposed;
            }
        }
    }

    /// <summary>Adds one; it is asked from the next request on.</summary>
    /// <returns>Its label.</returns>
    /// <exception cref="ArgumentException">The label is taken.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public string Add(Upstream upstream)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            string label = upstream.Label ?? NextLabelUnderLock();
            if (FindUnderLock(label) is not null)
            {
                throw new ArgumentException($"There is an upstream with the label {label} already.", nameof(upstream));
            }

            _members = _members.Add(new UpstreamMember(upstream, label, _rules));
            return label;
        }
    }

    /// <summary>Removes one, waits for its requests, and disposes its transport.</summary>
    /// <returns>False when there is none with that label.</returns>
    public async ValueTask<bool> RemoveAsync(string label, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(label);
        UpstreamMember? member;
        lock (_lock)
        {
            member = FindUnderLock(label);
            _members = member is null ? _members : _members.Remove(member);
        }

        if (member is null)
        {
            return false;
        }

        await member.DrainAsync(cancellationToken);
        await member.Upstream.Transport.DisposeAsync();
        return true;
    }

    /// <summary>What is known of each.</summary>
    public ImmutableArray<UpstreamStatistics> Snapshot() => [.. Members.Select(member => member.Snapshot())];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        ImmutableArray<UpstreamMember> members;
        lock (_lock)
        {
            _isDisposed = true;
            members = _members;
            _members = [];
        }

        foreach (UpstreamMember member in members)
        {
            member.Close();
            await member.Upstream.Transport.DisposeAsync();
        }
    }

    private string NextLabelUnderLock()
    {
        string label;
        do
        {
            _lastNumber++;
            label = string.Create(CultureInfo.InvariantCulture, $"upstream-{_lastNumber}");
        }
        while (FindUnderLock(label) is not null);
        return label;
    }

    private UpstreamMember? FindUnderLock(string label) => _members.FirstOrDefault(member => string.Equals(member.Label, label, StringComparison.Ordinal));
}
