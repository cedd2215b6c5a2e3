using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>One request at one upstream, from taking a place there to giving it back. Belongs to a run, and is reused with it.</summary>
/// <remarks>
/// The upstream's task is waited for through its awaiter, which captures the scheduler as <c>await</c> does: an asynchronous method
/// would cost an object for each attempt, since nobody awaits the attempts themselves.
/// </remarks>
internal sealed class HedgeAttempt : IThreadPoolWorkItem, IDisposable
{
    private readonly HedgeRun _run;
    private readonly Action _onCompleted;
    private CancellationTokenSource _callBack = new();
    private CancellationTokenSource? _limit;
    private ValueTaskAwaiter<DnsResponse> _awaiter;
    private DnsRequest? _request;
    private long _start;
    private long _calledBackAt;
    private AttemptEnd _endWhenCalledBack;
    private bool _isRunning;

    /// <summary>Makes the attempt of one candidate.</summary>
    public HedgeAttempt(HedgeRun run, int candidate)
    {
        _run = run;
        Candidate = candidate;
        _onCompleted = Complete;
    }

    /// <summary>The candidate's place in the run's list.</summary>
    public int Candidate { get; }

    /// <summary>The upstream.</summary>
    public UpstreamMember Member { get; private set; } = null!;

    /// <summary>Whether an open breaker had let it through.</summary>
    public bool IsTrial { get; private set; }

    /// <summary>Whether it goes on when the asker has an answer.</summary>
    public bool IsDetached { get; private set; }

    /// <summary>Whether its request is under way; once it is not, the end can be read.</summary>
    public bool IsRunning => Volatile.Read(ref _isRunning);

    /// <summary>Whether it ended before its asker had a result. Belongs to the run's lock.</summary>
    public bool WasInTime { get; set; }

    /// <summary>How it ended.</summary>
    public AttemptEnd End { get; private set; }

    /// <summary>The response; null when there is none.</summary>
    public DnsResponse? Response { get; private set; }

    /// <summary>What was thrown; null for a response.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>Takes the attempt into use; the place at the upstream is taken already.</summary>
    public void Prepare(UpstreamMember member, DnsRequest request, bool isTrial, bool isDetached, long now)
    {
        Member = member;
        _request = request;
        IsTrial = isTrial;
        IsDetached = isDetached;
        WasInTime = false;
        Volatile.Write(ref _isRunning, true);
        Response = null;
        Exception = null;
        _start = now;
        _calledBackAt = -1;
        _limit = null;
    }

    /// <summary>Asks, on this stack.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "The awaiter is kept, and asked for its result once.")]
    public void Start()
    {
        try
        {
            _awaiter = Member.Upstream.Transport.SendAsync(_request!, _limit?.Token ?? _callBack.Token).GetAwaiter();
        }
        catch (Exception exception)
        {
            // Thrown at once instead of through the task: the same to us.
            Exception = exception;
            Finish();
            return;
        }

        if (_awaiter.IsCompleted)
        {
            Complete();
        }
        else
        {
            _awaiter.UnsafeOnCompleted(_onCompleted);
        }
    }

    /// <summary>Asks on the services' scheduler: nobody's stack or context is to be held by what may outlive its asker.</summary>
    public void StartDetached()
    {
        _limit = _run.Engine.CreateLimit();
        _run.Engine.Post(this);
    }

    /// <inheritdoc/>
    public void Execute() => Start();

    /// <summary>Calls it back: nobody wants the answer any more.</summary>
    /// <param name="now">Timestamp.</param>
    /// <param name="end">What that means: the end of a race, or a failure when its time was up.</param>
    public void CallBack(long now, AttemptEnd end)
    {
        _calledBackAt = now;
        _endWhenCalledBack = end;
        _callBack.Cancel();
    }

    /// <summary>How long it has been under way.</summary>
    public long Runs(long now) => now - _start;

    /// <summary>Makes it ready for another run.</summary>
    public void Reset()
    {
        _request = null;
        Member = null!;
        Response = null;
        Exception = null;
        _awaiter = default;
        if (!_callBack.TryReset())
        {
            _callBack.Dispose();
            _callBack = new CancellationTokenSource();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _callBack.Dispose();

    [SuppressMessage("Usage", "VSTHRD002", Justification = "Nothing blocks: the task is complete.")]
    private void Complete()
    {
        try
        {
            Response = _awaiter.GetResult();
        }
        catch (Exception exception)
        {
            Exception = exception;
        }

        Finish();
    }

    private void Finish()
    {
        long now = _run.Engine.Now;
        long elapsed = now - _start;
        TransportFailure failure = default;
        if (Response is { } response)
        {
            End = EndOf(response);
        }
        else if (Exception is OperationCanceledException && _calledBackAt >= 0)
        {
            End = _endWhenCalledBack;
            elapsed = _calledBackAt - _start;
            failure = TransportFailure.Timeout;
        }
        else
        {
            End = AttemptEnd.Failed;
            Exception = AsFailure(Exception!);
            failure = Exception switch
            {
                DnsTransportException error => error.Failure,
                DnsException => TransportFailure.Protocol,
                _ => TransportFailure.Network,
            };
        }

        _limit?.Dispose();
        Volatile.Write(ref _isRunning, false);
        _run.HandleEnded(this, new AttemptReport(End, elapsed, now, IsTrial, IsContradicted: false, failure, Response?.Upstream));
    }

    private static AttemptEnd EndOf(DnsResponse response) => response.Rcode switch
    {
        Rcode.ServFail => AttemptEnd.ServFail,
        Rcode.Refused => AttemptEnd.Refused,
        _ => AttemptEnd.Answered,
    };

    /// <summary>A detached attempt whose time is up is a time-out; a transport that cancels without being asked has failed; all else is as thrown.</summary>
    private Exception AsFailure(Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            return exception;
        }

        TransportFailure failure = _limit is { IsCancellationRequested: true } ? TransportFailure.Timeout : TransportFailure.Network;
        return new TransportError(failure) { Upstream = Member.Label, Question = _request!.Question, Cause = exception }.ToException();
    }
}
