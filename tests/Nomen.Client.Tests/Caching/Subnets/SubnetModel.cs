using System.Globalization;
using System.Net;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>The simplest cache of networks there is: a list of what was stored, searched from the rules as they are written down. IPv4, addresses as numbers.</summary>
internal sealed class SubnetModel(int maxSource)
{
    private readonly List<Stored> _stored = [];

    public long Now { get; set; }

    public static string Text(uint network, int length) => string.Create(
        CultureInfo.InvariantCulture, $"{new IPAddress([(byte)(network >> 24), (byte)(network >> 16), (byte)(network >> 8), (byte)network])}/{length}");

    public static uint Cut(uint address, int length) => length == 0 ? 0 : address & (uint.MaxValue << (32 - length));

    /// <summary>The number that an asker gets, and what the upstream is sent; null for nothing.</summary>
    public (int Number, string? Sent) Ask(SubnetStep step, int serial)
    {
        // Length of what the asker gives; the client is known besides.
        int source = Math.Min(step.Source ?? 32, maxSource);
        bool isNobody = step.Source == 0;
        Stored? found = _stored
            .Where(stored => Now - stored.At < stored.Ttl && Serves(stored, step.Client, source, isNobody))
            .OrderBy(stored => stored.IsExact)
            .ThenByDescending(stored => stored.Length)
            .FirstOrDefault();
        if (found is not null)
        {
            return (found.Number, null);
        }

        Store(step, source, isNobody, serial);
        return (serial, isNobody ? "0.0.0.0/0/0" : Text(Cut(step.Client, source), source) + "/0");
    }

    private bool Serves(Stored stored, uint client, int source, bool isNobody) => stored.IsExact
        ? isNobody ? stored.Length == 0 : stored.Length == source && stored.Length > 0 && Cut(client, source) == stored.Network
        : isNobody ? stored.Length == 0 : stored.Length <= maxSource && Cut(client, stored.Length) == stored.Network;

    private void Store(SubnetStep step, int source, bool isNobody, int serial)
    {
        int scope = isNobody ? 0 : step.Scope;
        bool isExact = isNobody || (scope > source && source < maxSource);
        int length = isNobody ? 0 : Math.Min(scope, source);
        uint network = Cut(step.Client, length);
        _stored.RemoveAll(stored => stored.IsExact == isExact && stored.Length == length && stored.Network == network);
        _stored.Add(new Stored(network, length, isExact, Now, step.Ttl, serial));
    }

    private sealed record Stored(uint Network, int Length, bool IsExact, long At, long Ttl, int Number);
}
