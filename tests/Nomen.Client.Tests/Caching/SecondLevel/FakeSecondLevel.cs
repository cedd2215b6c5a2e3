using Nomen.Client.Caching.SecondLevel;

namespace Nomen.Client.Tests.Caching.SecondLevel;

/// <summary>A second level in memory, that a test looks into and changes.</summary>
internal sealed class FakeSecondLevel : ICacheSecondLevel
{
    public bool IsTrusted { get; init; }

    public Dictionary<string, byte[]> Values { get; } = [];

    public Dictionary<string, TimeSpan> Lifetimes { get; } = [];

    public List<string> Reads { get; } = [];

    /// <summary>Thrown instead of answering.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What a look-up waits for.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async ValueTask<SecondLevelRead> ReadAsync(string key, CancellationToken cancellationToken = default)
    {
        Reads.Add(key);
        if (Gate is { } gate)
        {
            await using CancellationTokenRegistration registration = cancellationToken.Register(() => gate.TrySetCanceled(cancellationToken));
            await gate.Task;
        }

        return Failure is { } failure ? throw failure
            : Values.TryGetValue(key, out byte[]? value) ? new SecondLevelRead(SecondLevelStatus.Found, value)
            : new SecondLevelRead(SecondLevelStatus.Missing);
    }

    public bool TryWrite(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        Values[key] = value.ToArray();
        Lifetimes[key] = lifetime;
        return true;
    }
}
