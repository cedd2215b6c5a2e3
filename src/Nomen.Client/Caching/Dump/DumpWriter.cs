using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Client.Caching.Portable;

namespace Nomen.Client.Caching.Dump;

/// <summary>Writes the entries of a cache to a stream.</summary>
internal sealed class DumpWriter(Stream destination, PortableClock clock) : IDisposable
{
    /// <summary>Octets gathered for one write.</summary>
    private const int WriteSize = 64 << 10;

    private readonly ArrayBufferWriter<byte> _pending = new(WriteSize);
    private readonly ArrayBufferWriter<byte> _entry = new();
    private readonly IncrementalHash _checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Writes a whole dump; returns how many entries that were.</summary>
    public async ValueTask<long> WriteAsync(IReadOnlyList<CacheEntry> entries, CancellationToken cancellationToken)
    {
        long written = 0;
        AppendHeader();
        foreach (CacheEntry entry in entries)
        {
            if (!PortableFormat.Takes(entry) || !entry.IsFreshAt(clock.Now, clock.Frequency))
            {
                continue;
            }

            Append(entry);
            written++;
            if (_pending.WrittenCount >= WriteSize)
            {
                await SendAsync(cancellationToken);
            }
        }

        AppendEnd(written);
        await SendAsync(cancellationToken);
        _pending.Write(_checksum.GetHashAndReset());
        await SendAsync(cancellationToken);
        return written;
    }

    public void Dispose() => _checksum.Dispose();

    private void AppendHeader()
    {
        Span<byte> header = _pending.GetSpan(DumpLayout.HeaderLength)[..DumpLayout.HeaderLength];
        DumpLayout.Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64BigEndian(header[DumpLayout.VersionOffset..], DumpLayout.Version);
        BinaryPrimitives.WriteInt64BigEndian(header[DumpLayout.SavedAt..], clock.UtcNow);
        _pending.Advance(DumpLayout.HeaderLength);
    }

    private void Append(CacheEntry entry)
    {
        _entry.ResetWrittenCount();
        PortableFormat.Write(entry, clock, _entry);
        AppendLength(_entry.WrittenCount);
        _pending.Write(_entry.WrittenSpan);
    }

    private void AppendEnd(long written)
    {
        AppendLength(0);
        BinaryPrimitives.WriteInt64BigEndian(_pending.GetSpan(DumpLayout.CountLength), written);
        _pending.Advance(DumpLayout.CountLength);
    }

    private void AppendLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_pending.GetSpan(DumpLayout.FrameLength), length);
        _pending.Advance(DumpLayout.FrameLength);
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        _checksum.AppendData(_pending.WrittenSpan);
        await destination.WriteAsync(_pending.WrittenMemory, cancellationToken);
        _pending.ResetWrittenCount();
    }
}
