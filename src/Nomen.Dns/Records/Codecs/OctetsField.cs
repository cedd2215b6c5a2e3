namespace Nomen.Dns.Records.Codecs;

/// <summary>What the codecs of octets share: equality by content, and copies out of a message.</summary>
internal abstract class OctetsField
{
    public static bool Equal(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public static void AddHash(ref HashCode hash, ReadOnlyMemory<byte> value) => hash.AddBytes(value.Span);

    /// <summary>Copies the octets up to <paramref name="end"/>, and moves behind them.</summary>
    public static ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> message, ref int position, int end)
    {
        ReadOnlySpan<byte> octets = message[position..end];
        position = end;
        return octets.IsEmpty ? default : octets.ToArray();
    }
}
