using System.Runtime.CompilerServices;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>Zone transfers over a set: upstreams are asked one after the other until a first message has come; from then on the transfer stays with its upstream.</summary>
/// <remarks>Upstreams that carry no streams are skipped. Transfers are not hedged, and their times are no measure of an upstream.</remarks>
internal static class TransferSelection
{
    /// <summary>The messages of one transfer.</summary>
    public static async IAsyncEnumerable<DnsResponse> SendAsync(HedgingEngine engine, DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Shortlist candidates = new();
        engine.FillShortlist(candidates, request, isRaced: false, engine.Now);
        TransferAttempt? best = null;
        for (int i = 0; i < candidates.Count; i++)
        {
            UpstreamMember member = candidates[i].Member;
            if (member.Upstream.Transport is not IDnsStreamingTransport transport || !member.TryEnter(engine.Now, AttemptRole.Ordinary, out bool isTrial))
            {
                continue;
            }

            TransferAttempt attempt = new(engine, member, isTrial);
            try
            {
                await attempt.OpenAsync(transport, request, cancellationToken);
                if (attempt.Verdict == HedgeVerdict.Final)
                {
                    for (DnsResponse? response = attempt.First; response is not null; response = await attempt.NextAsync())
                    {
                        yield return response;
                    }

                    yield break;
                }
            }
            finally
            {
                await attempt.CloseAsync();
            }

            best = best is null || attempt.Verdict > best.Verdict ? attempt : best;
        }

        yield return best is not null ? best.FirstOrThrow() : throw None(request, engine);
    }

    private static DnsTransportException None(DnsRequest request, HedgingEngine engine)
    {
        bool canStream = engine.Upstreams.Members.Any(static member => member.Upstream.Transport is IDnsStreamingTransport);
        TransportError error = HedgeErrors.NoUpstream(request, engine.Upstreams, engine.Now);
        return (canStream || error.Failure == TransportFailure.Disposed ? error : error with { Detail = "no upstream here carries zone transfers" }).ToException();
    }
}
