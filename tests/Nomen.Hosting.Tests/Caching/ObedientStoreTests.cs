using Microsoft.Extensions.Caching.Distributed;
using Nomen.Client.Services;
using Nomen.Hosting.Caching;
using Nomen.Testing.Time;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>A store whose client ends an operation at the very moment it is cancelled, on the thread that cancels.</summary>
public sealed class ObedientStoreTests
{
    [Fact]
    public async Task What_its_askers_gave_up_is_not_held_against_it()
    {
        ObedientStore store = new();
        DistributedCacheLevelOptions options = new() { FailuresToOpen = 1 };
        await using DistributedCacheLevel level = new(store, options, new TransportServices { TimeProvider = new ManualTimeProvider() });
        using CancellationTokenSource leaving = new();
        Task reading = level.ReadAsync("key", leaving.Token).AsTask();
        await store.Called;

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(StoreState.InUse, level.State);
    }

    private sealed class ObedientStore : IDistributedCache
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Called => _called.Task;

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            TaskCompletionSource<byte[]?> waiting = new();
            token.Register(() => waiting.TrySetCanceled(token));
            _called.TrySetResult();
            return waiting.Task;
        }

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => throw new NotSupportedException();
    }
}
