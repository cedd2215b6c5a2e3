using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Subnets;

/// <summary>What a cache does when it asks for the network of its clients (RFC 7871): whom a request is asked for, what is kept for whom, and what the asker sees of it.</summary>
/// <remarks>Everything follows from the asker's request, so that a refresh which starts from the same request asks for the same network.</remarks>
internal sealed class ClientSubnets
{
    private static readonly ExtendedError ForeignSubnet = new(ExtendedErrorCode.Prohibited, "client subnet of another network");

    private readonly CacheStore _store;
    private readonly TimeProvider _clock;
    private readonly SubnetPolicy _policy;
    private readonly SubnetShelf _shelf;
    private readonly SubnetCrowd _crowd;
    private readonly SubnetPause _pause;

    public ClientSubnets(CacheStore store, ClientSubnetOptions options, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
        _policy = new SubnetPolicy(options);
        _shelf = new SubnetShelf(store, options);
        _crowd = new SubnetCrowd(options.MaxParallelPerName);
        _pause = new SubnetPause(clock, options.RefusalMemory);
    }

    /// <summary>Whether a request is answered here because of its option: FORMERR for a broken one (RFC 7871 section 6), REFUSED for a network that the client is not in (section 7.5).</summary>
    public bool TryRefuse(DnsRequest request, [NotNullWhen(true)] out DnsResponse? refusal)
    {
        refusal = null;
        if (!_policy.TryJudge(request, out _, out Rcode rcode))
        {
            refusal = DnsResponse.For(request, rcode);
            refusal = rcode == Rcode.Refused ? refusal.With(ForeignSubnet) : refusal;
        }

        return refusal is not null;
    }

    /// <summary>Whether answers to a question may depend on the client's network.</summary>
    public bool Concerns(in DnsQuestion question) => _policy.Concerns(question);

    /// <summary>The best that is kept for an asker.</summary>
    public CacheLookup Find(in CacheKey key, DnsRequest request, long now)
    {
        _policy.TryJudge(request, out SubnetAsk ask, out _);
        return ask.Use == SubnetUse.None ? _store.Find(key, now) : _shelf.Find(key, _pause.IsOn ? ask.WithoutNetwork() : ask, now);
    }

    /// <summary>Whether what is kept for every client may not be the best for some.</summary>
    public bool HasNetworks(in CacheKey key, long now) => _shelf.HasNetworks(key, now);

    /// <summary>The network that a request is asked for, to ask for it again; no network for none.</summary>
    public SubnetPrefix SourceOf(DnsRequest request) => _policy.TryJudge(request, out SubnetAsk ask, out _) ? ask.Source : default;

    /// <summary>The request for the upstream: with the network of the asker and no other.</summary>
    public DnsRequest ForUpstream(DnsRequest request)
    {
        _policy.TryJudge(request, out SubnetAsk ask, out _);
        DnsQuestion question = request.Question!.Value;
        bool isLeftOut = ask.Source.IsNetwork
            && (_pause.IsOn || IsRefused(question) || (ask.Use == SubnetUse.Network && !_crowd.HasRoom(question, ask.Source)));
        return With(request, isLeftOut ? default : ask.Source);
    }

    /// <summary>A request that goes past the cache: a query without any network, since nobody looks after its answer (RFC 7871 section 7.5).</summary>
    public static DnsRequest ForPassing(DnsRequest request) => request.IsPlainQuery ? With(request, default) : request;

    /// <summary>Asks the upstream; once more without the subnet when it refuses one, or answers for another (RFC 7871 section 7.3).</summary>
    public async ValueTask<SubnetReply> AskAsync(IDnsTransport upstream, DnsRequest request, CancellationToken cancellationToken)
    {
        SubnetPrefix sent = SubnetPrefix.Sent(request);
        if (!sent.IsNetwork)
        {
            return new SubnetReply(request, await upstream.SendAsync(request, cancellationToken));
        }

        DnsQuestion question = request.Question!.Value;
        _crowd.Enter(question, sent);
        try
        {
            DnsResponse response = await upstream.SendAsync(request, cancellationToken);
            if (response.Rcode is not (Rcode.Refused or Rcode.FormErr) && IsFor(sent, response))
            {
                _pause.Reset();
                return new SubnetReply(request, response);
            }

            DnsRequest without = With(request, default);
            response = await upstream.SendAsync(without, cancellationToken);
            if (response.Rcode is Rcode.NoError or Rcode.NxDomain)
            {
                // It was the subnet, then, and not the name that the server has nothing to do with.
                _pause.CountRefusal();
                Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
                _shelf.Refuse(question, KeyOf(question, buffer), _clock.GetTimestamp());
            }

            return new SubnetReply(without, response);
        }
        finally
        {
            _crowd.Leave(question, sent);
        }
    }

    /// <summary>For whom a response is that the upstream gave to a request; null when subnets have no part in it.</summary>
    public SubnetPlace? PlaceOf(DnsRequest asked, DnsResponse response)
    {
        SubnetPrefix sent = SubnetPrefix.Sent(asked);
        if (sent.Length == 0)
        {
            return _policy.Concerns(asked.Question!.Value) ? new SubnetPlace(SubnetPrefix.Nobody) : null;
        }

        byte scope = response.Message.View.TryGetEdns(out EdnsView edns) && edns.TryRead(out ClientSubnetOption? option, out _)
            ? option.ScopePrefixLength
            : (byte)0;

        // RFC 7871 section 7.3.1.
        return scope == 0 ? default(SubnetPlace)
            : scope <= sent.Length ? new SubnetPlace(sent.Cut(scope))
            : sent.Length >= _policy.MaxSource(sent) ? new SubnetPlace(sent)
            : new SubnetPlace(sent.AsExact(), scope);
    }

    /// <summary>Takes out what is kept for networks, since the upstream has said something else to every client.</summary>
    public void RemoveNetworks(in DnsQuestion question, long now)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        _shelf.Remove(KeyOf(question, buffer), now);
    }

    /// <summary>Keeps an answer.</summary>
    public void Put(CacheEntry entry, long now)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        _shelf.Put(entry, KeyOf(new DnsQuestion(entry.Name, entry.Type), buffer), now);
    }

    /// <summary>What an asker sees of a response that the upstream gave.</summary>
    public DnsResponse Show(DnsResponse response, DnsRequest request, CacheFill fill) =>
        SubnetEcho.Apply(response, request, PlaceOf(fill.Asked, fill.Response!) ?? default);

    /// <summary>Whether a response repeats family, source and address of the subnet that was sent, or has none (RFC 7871 sections 7.3 and 11.2). Where no bits were sent, any may come back.</summary>
    private static bool IsFor(SubnetPrefix sent, DnsResponse response)
    {
        DnsMessageView message = response.Message.View;
        return sent.Length == 0
            || !message.TryGetEdns(out EdnsView edns)
            || !edns.TryGetOption(EdnsOptionCode.ClientSubnet, out ReadOnlySpan<byte> data)
            || (ClientSubnetOption.TryRead(data, out ClientSubnetOption? option, out _) && SubnetPrefix.Of(option) == sent);
    }

    /// <summary>The request with this network in its EDNS, and no option when it is none.</summary>
    private static DnsRequest With(DnsRequest request, SubnetPrefix network)
    {
        if (request.Edns is not { } edns || (!network.IsNetwork && !SubnetPolicy.TryFindOption(request, out _)))
        {
            return request;
        }

        edns = edns with { Options = edns.Options.RemoveAll(static option => option.Code == EdnsOptionCode.ClientSubnet) };
        return request.With(network.IsNetwork ? edns.With(network.ToOption()) : edns);
    }

    private bool IsRefused(in DnsQuestion question)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        return _shelf.IsRefused(KeyOf(question, buffer), _clock.GetTimestamp());
    }

    private CacheKey KeyOf(in DnsQuestion question, Span<byte> buffer) => CacheKey.Make(question.Name.Wire, question.Type, default, _store.Seed, buffer);
}
