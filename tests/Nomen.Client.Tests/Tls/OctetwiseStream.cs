namespace Nomen.Client.Tests.Tls;

/// <summary>Writes one octet at a time.</summary>
internal sealed class OctetwiseStream(Stream inner) : CountingStream(inner)
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            await base.WriteAsync(buffer.Slice(i, 1), cancellationToken);
        }
    }
}
