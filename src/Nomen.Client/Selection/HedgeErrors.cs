using System.Runtime.ExceptionServices;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>What an asker is told when no upstream had a response: the first failure, and in a few words those of the others.</summary>
internal static class HedgeErrors
{
    /// <summary>Nobody could be asked.</summary>
    public static TransportError NoUpstream(DnsRequest request, UpstreamSet set, long now) => set.IsDisposed
        ? new TransportError(TransportFailure.Disposed) { Question = request.Question }
        : new TransportError(TransportFailure.NoUpstream) { Question = request.Question, Detail = WhyNone(request, set, now) };

    /// <summary>The time is up.</summary>
    public static TransportError Timeout(DnsRequest request, HedgeRun run) => new(TransportFailure.Timeout)
    {
        Upstream = string.Join(", ", run.Asked.Select(static attempt => attempt.Member.Label)),
        Question = request.Question,
        Attempts = run.Asked.Sum(AttemptsOf),
        Detail = Others(run, null),
    };

    /// <summary>Throws what an attempt ended with, told of the others.</summary>
    public static Exception Of(HedgeAttempt chosen, HedgeRun run)
    {
        if (chosen.Exception is DnsTransportException single && run.Asked.Skip(1).Any())
        {
            string? others = Others(run, chosen);
            string? detail = (single.Error.Detail, others) switch
            {
                (null, _) => others,
                (_, null) => single.Error.Detail,
                _ => $"{single.Error.Detail}; {others}",
            };
            return (single.Error with { Attempts = run.Asked.Sum(AttemptsOf), Detail = detail }).ToException();
        }

        // The exception is this asker's own: it came from a call made for this request alone.
        ExceptionDispatchInfo.Throw(chosen.Exception!);
        return chosen.Exception!;
    }

    private static int AttemptsOf(HedgeAttempt attempt) => attempt.Exception is DnsTransportException error ? error.Attempts : attempt.Response?.Attempts ?? 0;

    private static string? Others(HedgeRun run, HedgeAttempt? chosen)
    {
        string text = string.Join("; ", run.Asked.Where(attempt => attempt != chosen && !attempt.IsRunning).Select(static attempt => $"{attempt.Member.Label}: {Describe(attempt)}"));
        return text.Length == 0 ? null : text;
    }

    private static string Describe(HedgeAttempt attempt) => attempt switch
    {
        { Exception: DnsTransportException error } => error.Failure.ToString(),
        { Exception: { } exception } => exception.GetType().Name,
        { Response: { } response } => response.Rcode.ToString(),
        _ => "no result",
    };

    private static string WhyNone(DnsRequest request, UpstreamSet set, long now)
    {
        string[] reasons = [.. set.Members.Select(member => $"{member.Label}: {Why(member, request, now)}")];
        return reasons.Length == 0 ? "none was added" : string.Join("; ", reasons);
    }

    private static string Why(UpstreamMember member, DnsRequest request, long now) => member.Look(now) switch
    {
        { Standing: UpstreamStanding.Full, Outstanding: var count } => $"{count} requests outstanding, its limit",
        { Standing: UpstreamStanding.OverBurst } => "over its burst limit",
        { Standing: UpstreamStanding.Leaving } => "being removed",
        _ when request.Context is { } context && member.IsExcluded(context.ExcludedUpstreams) => "excluded",
        _ => "free again by now",
    };
}
