using System.Buffers.Binary;

namespace Nomen.Server.Listeners;

/// <summary>Finds the messages in a stream: two octets of length, then the message (RFC 1035 section 4.2.2). No socket, no clock.</summary>
internal sealed class FrameAssembler
{
    private const int PrefixLength = 2;

    // Most queries are far shorter. The buffer doubles as octets come, never because a length was announced.
    private const int InitialBuffer = 512;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Messages taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether a message has begun that is not whole.</summary>
    public bool HasPartial => _end > _start;

    /// <summary>Room to receive into; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(InitialBuffer, _buffer.Length * 2));
            }

            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>Octets were received into <see cref="Free"/>.</summary>
    public void HandleReceived(int octets) => _end += octets;

    /// <summary>Takes the next whole message; it stays valid until <see cref="Free"/> is asked for.</summary>
    public bool TryTake(out ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> octets = _buffer.AsSpan(_start, _end - _start);
        int length = octets.Length < PrefixLength ? int.MaxValue - PrefixLength : BinaryPrimitives.ReadUInt16BigEndian(octets);
        if (octets.Length < PrefixLength + length)
        {
            message = default;
            return false;
        }

        message = octets.Slice(PrefixLength, length);
        _start += PrefixLength + length;
        Taken++;
        return true;
    }
}
