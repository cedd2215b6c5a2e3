using System.Buffers;
using System.Buffers.Binary;
using Nomen.Client.Streams;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>Composes a request as it stands on its stream: two octets of length, and a message with ID 0 (RFC 9250 sections 4.2 and 4.2.1).</summary>
internal static class DoqRequest
{
    /// <summary>What our OPT says about UDP; over QUIC streams it means nothing, so it is the usual value.</summary>
    private const ushort PayloadSize = 1232;

    /// <summary>Composes; null when the request does not fit a message.</summary>
    public static byte[]? Compose(DnsRequest request, ITransmissionProtection? protection, int paddingBlock)
    {
        HopFields fields = new() { Id = 0, PayloadSize = PayloadSize, PaddingBlock = paddingBlock, Protection = protection };
        byte[] rented = ArrayPool<byte>.Shared.Rent(FrameReader.MaxFrameLength);
        try
        {
            if (!RequestComposer.TryCompose(request, rented.AsSpan(FrameReader.PrefixLength, ushort.MaxValue), fields, out int length))
            {
                return null;
            }

            BinaryPrimitives.WriteUInt16BigEndian(rented, (ushort)length);
            return rented[..(FrameReader.PrefixLength + length)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
