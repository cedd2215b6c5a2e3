using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Nomen.Dns.Records;

/// <summary>From character-strings to one .NET string.</summary>
internal static class StringText
{
    public static string Join(ImmutableArray<ReadOnlyMemory<byte>> strings)
    {
        // Joined before it is decoded: a UTF-8 sequence may lie across two strings.
        ArrayBufferWriter<byte> octets = new(Math.Max(1, strings.Sum(text => text.Length)));
        foreach (ReadOnlyMemory<byte> text in strings)
        {
            octets.Write(text.Span);
        }

        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }
}
