using System.Buffers;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Composes requests as one connection sends them.</summary>
internal static class RequestFrames
{
    /// <summary>What our OPT says about UDP; over a stream it means nothing, so it is the usual value.</summary>
    private const ushort PayloadSize = 1232;

    /// <summary>edns-tcp-keepalive without a value: how a client asks (RFC 7828 section 3.2.1).</summary>
    private static ReadOnlySpan<byte> KeepaliveOffer => [0, 11, 0, 0];

    /// <summary>Composes straight behind what is ready to be written; false when the request does not fit a message.</summary>
    public static bool TryAppend(FrameWriter frames, StreamExchange exchange, int paddingBlock)
    {
        exchange.Lot = frames.Lot;
        return frames.TryAppend(exchange.Request, Fields(exchange, paddingBlock));
    }

    /// <summary>Adds a frame that was composed before.</summary>
    public static void Append(FrameWriter frames, StreamExchange exchange, ReadOnlySpan<byte> frame)
    {
        exchange.Lot = frames.Lot;
        frames.Append(frame);
    }

    /// <summary>Composes into an array of its own; null when the request does not fit a message.</summary>
    public static byte[]? Compose(StreamExchange exchange, int paddingBlock)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FrameReader.MaxFrameLength);
        try
        {
            return FrameWriter.TryCompose(exchange.Request, buffer, Fields(exchange, paddingBlock), out int length) ? buffer[..length] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HopFields Fields(StreamExchange exchange, int paddingBlock) => new()
    {
        Id = exchange.Id,
        PayloadSize = PayloadSize,
        Options = exchange.OffersKeepalive ? KeepaliveOffer : default,
        PaddingBlock = paddingBlock,
        Protection = exchange.Protection,
    };
}
