using Microsoft.Extensions.Caching.Distributed;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Services;
using Nomen.Hosting.Caching;
using Nomen.Testing.Time;

namespace Nomen.Hosting.Tests.Caching;

/// <summary>A store whose client blocks the thread that calls it, as those do that are asynchronous by name only.</summary>
public sealed class BlockingStoreTests
{
    [Fact]
    public async Task A_store_that_blocks_its_caller_is_waited_for_no_longer_than_another()
    {
        using BlockingStore store = new();
        ManualTimeProvider clock = new();
        await using DistributedCacheLevel level = new(store, services: new TransportServices { TimeProvider = clock });

        ValueTask<SecondLevelRead> reading = level.ReadAsync("key");
        clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(SecondLevelStatus.Failed, (await reading).Status);
    }

    private sealed class BlockingStore : IDistributedCache, IDisposable
    {
        private readonly ManualResetEventSlim _gate = new();

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            _gate.Wait(CancellationToken.None);
            return Task.FromResult<byte[]?>(null);
        }

        public void Dispose() => _gate.Set();

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => throw new NotSupportedException();
    }
}
