namespace Nomen.Client.Tests.Caching.Dump;

/// <summary>A stream whose octets come when they are released, and then one at a time.</summary>
internal sealed class SlowStream(byte[] octets) : MemoryStream(octets)
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _gate.Task;
        return Read(buffer.Span[..1]);
    }
}
