namespace Nomen.Dns.Records.Codecs;

/// <summary>What the fields of octets share.</summary>
internal static class Octets
{
    /// <summary>Copies octets out of a message, and moves behind them.</summary>
    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        ReadOnlySpan<byte> octets = message[position..end];
        position = end;
        return octets.IsEmpty ? default : octets.ToArray();
    }
}
