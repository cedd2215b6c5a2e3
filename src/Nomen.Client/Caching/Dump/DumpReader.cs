using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Client.Caching.Portable;

namespace Nomen.Client.Caching.Dump;

/// <summary>Reads a dump from a stream, front to back, and refuses what is wrong with the place where it is.</summary>
/// <remarks>No length in a dump is believed before it was compared with the longest there can be: memory is one entry's, whatever the dump says.</remarks>
internal sealed class DumpReader(Stream source) : IDisposable
{
    /// <summary>Room for the longest entry, and enough for few reads.</summary>
    private const int BufferLength = 2 * PortableLayout.MaxLength;

    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly IncrementalHash _checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _start;
    private int _end;
    private long _entries;

    /// <summary>Offset in the dump of what comes next.</summary>
    public long Offset { get; private set; }

    /// <summary>Offset in the dump of the entry read last.</summary>
    public long EntryOffset { get; private set; }

    /// <summary>Reads the header; returns the time of saving in milliseconds of Unix time.</summary>
    public async ValueTask<long> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        // What is no dump at all says so, however short it is.
        await FillAsync(DumpLayout.HeaderLength, cancellationToken);
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, Math.Min(_end, DumpLayout.Magic.Length));
        if (start.IsEmpty || !DumpLayout.Magic.StartsWith(start))
        {
            throw new CacheFileException(CacheFileFailure.NotADump, 0, "it does not start as a dump does");
        }

        ReadOnlyMemory<byte> header = await TakeAsync(DumpLayout.HeaderLength, cancellationToken);
        long version = BinaryPrimitives.ReadInt64BigEndian(header.Span[DumpLayout.VersionOffset..]);
        if (version != DumpLayout.Version)
        {
            throw new CacheFileException(CacheFileFailure.UnknownVersion, DumpLayout.VersionOffset, $"version {version} is not known here, {DumpLayout.Version} is");
        }

        return BinaryPrimitives.ReadInt64BigEndian(header.Span[DumpLayout.SavedAt..]);
    }

    /// <summary>Reads the next entry, good until the next call; empty after the last, when number and checksum were found right.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadEntryAsync(CancellationToken cancellationToken)
    {
        long offset = Offset;
        ReadOnlyMemory<byte> frame = await TakeAsync(DumpLayout.FrameLength, cancellationToken);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(frame.Span);
        if (length == 0)
        {
            await ReadEndAsync(cancellationToken);
            return default;
        }

        if (length > PortableLayout.MaxLength)
        {
            throw new CacheFileException(CacheFileFailure.BadEntry, offset, $"an entry of {length} octets is longer than any can be");
        }

        _entries++;
        EntryOffset = Offset;
        return await TakeAsync((int)length, cancellationToken);
    }

    public void Dispose() => _checksum.Dispose();

    private async ValueTask ReadEndAsync(CancellationToken cancellationToken)
    {
        long offset = Offset;
        ReadOnlyMemory<byte> count = await TakeAsync(DumpLayout.CountLength, cancellationToken);
        if (BinaryPrimitives.ReadInt64BigEndian(count.Span) != _entries)
        {
            throw new CacheFileException(CacheFileFailure.BadChecksum, offset, $"it has {_entries} entries and says otherwise");
        }

        byte[] computed = _checksum.GetHashAndReset();
        offset = Offset;
        ReadOnlyMemory<byte> stated = await TakeAsync(DumpLayout.ChecksumLength, cancellationToken);
        if (!stated.Span.SequenceEqual(computed))
        {
            throw new CacheFileException(CacheFileFailure.BadChecksum, offset, "its checksum is another than that of its octets");
        }

        if (await FillAsync(1, cancellationToken))
        {
            throw new CacheFileException(CacheFileFailure.TrailingOctets, Offset, "something follows its end");
        }
    }

    /// <summary>Takes the next octets, good until the next call.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> TakeAsync(int length, CancellationToken cancellationToken)
    {
        if (!await FillAsync(length, cancellationToken))
        {
            throw new CacheFileException(CacheFileFailure.Truncated, Offset + _end - _start, "it ends too early");
        }

        ReadOnlyMemory<byte> taken = _buffer.AsMemory(_start, length);
        _checksum.AppendData(taken.Span);
        _start += length;
        Offset += length;
        return taken;
    }

    /// <summary>Reads until that many octets are there; false when the stream ends before.</summary>
    private async ValueTask<bool> FillAsync(int length, CancellationToken cancellationToken)
    {
        if (_buffer.Length - _start < length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        while (_end - _start < length)
        {
            int read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}
