using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>What an asker gets of a response that was fetched for it and perhaps for others: as it came, or in its own letter case and without what it did not ask for.</summary>
/// <param name="rules">Gives the limits of TTLs.</param>
/// <param name="subnets">Answers with the asker's own subnet; null when the cache keeps none.</param>
internal sealed class AskerResponse(CacheRules rules, ClientSubnets? subnets)
{
    /// <summary>The response for one asker.</summary>
    public DnsResponse Of(DnsRequest request, CacheFill fill, long now)
    {
        DnsResponse response = Rewrite(request, fill, now);
        return subnets is null ? response : subnets.Show(response, request, fill);
    }

    private DnsResponse Rewrite(DnsRequest request, CacheFill fill, long now)
    {
        DnsResponse response = fill.Response!;
        DnsMessage message = response.Message;
        DnsQuestion question = request.Question!.Value;
        if (message.Question is not { } answered || answered != question)
        {
            return response;
        }

        if (request.DnssecOk != fill.Asked.DnssecOk)
        {
            return Strip(request, fill, now);
        }

        if (answered.Name.EqualsExactly(question.Name))
        {
            return response;
        }

        byte[] octets = message.Octets.ToArray();
        question.Name.Wire.CopyTo(octets.AsSpan(DnsHeader.Length));
        return response.With(DnsMessage.Parse(octets));
    }

    /// <summary>The response for one who did not ask for DNSSEC records when the upstream was asked for them all the same.</summary>
    private DnsResponse Strip(DnsRequest request, CacheFill fill, long now)
    {
        DnsResponse response = fill.Response!;
        CacheVerdict passing = new(NotCached.Kept);
        if ((int)response.Rcode > 0xf
            || !ResponseEntry.TryBuild(rules, fill.Asked, response, fill.Notes, passing, default, now, int.MaxValue, out CacheEntry entry))
        {
            return response;
        }

        DnsResponse stripped = HitResponse.For(entry, request, age: 0, keepAuthority: response.Message.Flags & DnsFlags.AA);
        return response.With(stripped.Message);
    }
}
