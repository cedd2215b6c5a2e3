using System.Buffers.Binary;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Collects framed requests while the last lot is being written, so that one write takes all that are ready.</summary>
/// <remarks>Not thread-safe: the caller holds its lock. What was taken stays untouched until the next is taken.</remarks>
internal sealed class FrameWriter
{
    private const int InitialLength = 4 * 1024;

    /// <summary>After a burst a larger buffer than this is let go.</summary>
    private const int KeptLength = 256 * 1024;

    private byte[] _filling = new byte[InitialLength];
    private byte[] _writing = new byte[InitialLength];
    private int _length;

    /// <summary>Whether nothing is ready.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>How often something was taken: what was added while it was lower is written, or being written.</summary>
    public long Lot { get; private set; }

    /// <summary>Composes a request behind what is there; false when it does not fit a message.</summary>
    public bool TryAppend(DnsRequest request, in HopFields hop)
    {
        int written;
        while (!TryCompose(request, _filling.AsSpan(_length), hop, out written))
        {
            if (_filling.Length - _length >= FrameReader.MaxFrameLength)
            {
                return false;
            }

            Grow(2 * _filling.Length);
        }

        _length += written;
        return true;
    }

    /// <summary>Adds a frame that was composed before.</summary>
    public void Append(ReadOnlySpan<byte> frame)
    {
        if (_filling.Length - _length < frame.Length)
        {
            Grow(Math.Max(2 * _filling.Length, _length + frame.Length));
        }

        frame.CopyTo(_filling.AsSpan(_length));
        _length += frame.Length;
    }

    /// <summary>All that is ready, for one write; false when there is nothing.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> frames)
    {
        frames = _filling.AsMemory(0, _length);
        if (_length == 0)
        {
            return false;
        }

        byte[] next = _writing.Length > KeptLength ? new byte[InitialLength] : _writing;
        _writing = _filling;
        _filling = next;
        _length = 0;
        Lot++;
        return true;
    }

    /// <summary>Composes one framed request; false when it does not fit.</summary>
    public static bool TryCompose(DnsRequest request, Span<byte> buffer, in HopFields hop, out int written)
    {
        written = 0;
        if (buffer.Length < FrameReader.PrefixLength || !RequestComposer.TryCompose(request, buffer[FrameReader.PrefixLength..], hop, out int length))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)length);
        written = FrameReader.PrefixLength + length;
        return true;
    }

    private void Grow(int length) => Array.Resize(ref _filling, length);
}
