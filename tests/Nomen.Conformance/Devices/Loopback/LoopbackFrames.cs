using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>Messages on a stream, each with its length in two octets in front (RFC 1035 section 4.2.2).</summary>
internal static class LoopbackFrames
{
    /// <summary>Reads the next message; null when the peer has ended its side.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream)
    {
        byte[] prefix = new byte[2];
        if (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            return null;
        }

        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message);
        return message;
    }

    /// <summary>Messages as they travel.</summary>
    public static byte[] Of(ImmutableArray<byte[]> messages) => [.. messages.SelectMany(message => (byte[])[(byte)(message.Length >> 8), (byte)message.Length, .. message])];
}
