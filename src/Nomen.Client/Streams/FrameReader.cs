using System.Buffers.Binary;

namespace Nomen.Client.Streams;

/// <summary>Cuts a stream of octets into messages by their 2-octet lengths (RFC 1035 section 4.2.2). One buffer, used again and again.</summary>
internal sealed class FrameReader
{
    /// <summary>Octets of the length in front of each message.</summary>
    public const int PrefixLength = 2;

    /// <summary>Enough for some 60 ordinary responses.</summary>
    private const int InitialLength = 8 * 1024;

    /// <summary>The longest frame there is, in octets: the length has 16 bits.</summary>
    public const int MaxFrameLength = PrefixLength + ushort.MaxValue;

    private byte[] _buffer = new byte[InitialLength];
    private int _start;
    private int _end;

    /// <summary>Octets that wait for the rest of their message.</summary>
    public int Buffered => _end - _start;

    /// <summary>Room for the next read, never empty.</summary>
    public Memory<byte> Free()
    {
        int needed = Buffered < PrefixLength ? PrefixLength : PrefixLength + NextLength();

        // A read that filled the buffer to its end says that more is waiting: make the next one larger.
        int length = _end == _buffer.Length ? Math.Min(2 * _buffer.Length, MaxFrameLength) : _buffer.Length;
        length = Math.Max(length, needed);
        if (length > _buffer.Length)
        {
            byte[] larger = new byte[length];
            Move(larger);
        }
        else if (_start > 0)
        {
            Move(_buffer);
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>That much was read.</summary>
    public void Advance(int octets) => _end += octets;

    /// <summary>The next whole message, valid until the next <see cref="Free"/>; false when it is not there yet.</summary>
    public bool TryTake(out ReadOnlySpan<byte> message)
    {
        if (Buffered < PrefixLength || Buffered < PrefixLength + NextLength())
        {
            message = default;
            return false;
        }

        message = _buffer.AsSpan(_start + PrefixLength, NextLength());
        _start += PrefixLength + message.Length;
        return true;
    }

    private int NextLength() => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start));

    private void Move(byte[] destination)
    {
        _buffer.AsSpan(_start, Buffered).CopyTo(destination);
        _end -= _start;
        _start = 0;
        _buffer = destination;
    }
}
