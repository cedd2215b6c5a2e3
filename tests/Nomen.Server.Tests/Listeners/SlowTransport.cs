using Nomen.Dns.Transports;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Answers when the test says so.</summary>
internal sealed class SlowTransport : IDnsTransport
{
    private readonly Lock _lock = new();
    private readonly List<(DnsRequest Request, TaskCompletionSource<DnsResponse> Answer)> _waiting = [];
    private readonly List<(int Count, TaskCompletionSource Arrived)> _expected = [];

    internal IReadOnlyList<DnsRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting.Select(query => query.Request)];
            }
        }
    }

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<DnsResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((request, answer));
            _expected.Where(expected => _waiting.Count >= expected.Count).ToList().ForEach(expected => expected.Arrived.TrySetResult());
        }

        return new ValueTask<DnsResponse>(answer.Task);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Completes when so many requests have come.</summary>
    internal Task ArrivedAsync(int count)
    {
        lock (_lock)
        {
            TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _expected.Add((count, arrived));
            if (_waiting.Count >= count)
            {
                arrived.SetResult();
            }

            return arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }
    }

    /// <summary>Answers the request that came as the <paramref name="index"/>-th.</summary>
    internal void Answer(int index)
    {
        (DnsRequest request, TaskCompletionSource<DnsResponse> answer) = _waiting[index];
        answer.TrySetResult(FakeTransport.OneAddress(request));
    }

    internal void AnswerAll()
    {
        for (int i = 0; i < Requests.Count; i++)
        {
            Answer(i);
        }
    }
}
