namespace Nomen.Dns.Tests.Messages;

/// <summary>Makes hostile messages out of good ones: a few small changes at random places.</summary>
internal sealed class MessageMutator(int seed, IReadOnlyList<byte[]> corpus)
{
    // Octets at which DNS parsers change their minds: label limits, pointer marks, a length's ends.
    private static readonly byte[] Telling = [0, 1, 4, 0x0c, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff];

    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[65535];

    /// <summary>The next message; it is overwritten by the one after it.</summary>
    public ReadOnlySpan<byte> Next()
    {
        byte[] source = corpus[_random.Next(corpus.Count)];
        source.CopyTo(_buffer, 0);
        int length = source.Length;
        for (int changes = _random.Next(1, 5); changes > 0 && length > 0; changes--)
        {
            length = Change(length);
        }

        return _buffer.AsSpan(0, length);
    }

    private int Change(int length)
    {
        int at = _random.Next(length);
        switch (_random.Next(9))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << _random.Next(8));
                return length;
            case 1:
                _buffer[at] = Telling[_random.Next(Telling.Length)];
                return length;
            case 2:
                _buffer[at] = (byte)_random.Next(256);
                return length;
            case 3:
                // A count.
                _buffer[Math.Min(length - 1, _random.Next(4, 12))] = (byte)_random.Next(4);
                return length;
            case 4:
                return at;
            case 5:
                return Pointer(at, length);
            case 6:
                return Splice(at, length);
            case 7:
                _buffer.AsSpan(at + 1, length - at - 1).CopyTo(_buffer.AsSpan(at));
                return length - 1;
            default:
                return Repeat(at, length);
        }
    }

    private int Pointer(int at, int length)
    {
        if (at + 1 < length)
        {
            int target = _random.Next(length);
            _buffer[at] = (byte)(0xc0 | (target >> 8));
            _buffer[at + 1] = (byte)target;
        }

        return length;
    }

    /// <summary>Overwrites a piece with a piece of another message.</summary>
    private int Splice(int at, int length)
    {
        byte[] other = corpus[_random.Next(corpus.Count)];
        int from = _random.Next(other.Length);
        int count = Math.Min(_random.Next(1, 40), Math.Min(other.Length - from, length - at));
        other.AsSpan(from, count).CopyTo(_buffer.AsSpan(at));
        return length;
    }

    /// <summary>Inserts a copy of a piece.</summary>
    private int Repeat(int at, int length)
    {
        int count = Math.Min(_random.Next(1, 40), length - at);
        if (length + count > _buffer.Length)
        {
            return length;
        }

        _buffer.AsSpan(at, length - at).CopyTo(_buffer.AsSpan(at + count));
        return length + count;
    }
}
