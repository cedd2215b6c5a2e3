using Microsoft.Extensions.Caching.Distributed;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>A distributed cache in memory that fails, hangs, blocks or lies when a test wants it to.</summary>
internal sealed class FakeStore : IDistributedCache
{
    private readonly List<TaskCompletionSource> _hanging = [];

    public Dictionary<string, byte[]> Values { get; } = [];

    public Dictionary<string, DistributedCacheEntryOptions> Expiries { get; } = [];

    public int Calls { get; private set; }

    /// <summary>Thrown by every operation.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Operations do not end, whatever their token says, until <see cref="Release"/>.</summary>
    public bool Hangs { get; set; }

    /// <summary>Operations end when their token is cancelled, and not before.</summary>
    public bool ObeysToken { get; set; }

    public void Release()
    {
        foreach (TaskCompletionSource waiting in _hanging)
        {
            waiting.TrySetResult();
        }

        _hanging.Clear();
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await ActAsync(token);
        return Values.GetValueOrDefault(key);
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await ActAsync(token);
        Values[key] = value;
        Expiries[key] = options;
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    private async Task ActAsync(CancellationToken token)
    {
        Calls++;
        if (Failure is { } failure)
        {
            throw failure;
        }

        if (Hangs || ObeysToken)
        {
            TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _hanging.Add(waiting);
            await using CancellationTokenRegistration registration = ObeysToken ? token.Register(() => waiting.TrySetCanceled(token)) : default;
            await waiting.Task;
        }
    }
}
