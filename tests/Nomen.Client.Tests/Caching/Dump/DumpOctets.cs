using System.Buffers.Binary;
using System.Security.Cryptography;
using Nomen.Client.Caching.Dump;

namespace Nomen.Client.Tests.Caching.Dump;

/// <summary>Dumps of caches in tests, saved by one or put together by hand.</summary>
internal static class DumpOctets
{
    private const int EndLength = DumpLayout.FrameLength + DumpLayout.CountLength + DumpLayout.ChecksumLength;

    public static byte[] Save(CacheWorld world)
    {
        using MemoryStream stream = new();
        world.Run.Run(async () => await world.Cache.SaveAsync(stream));
        return stream.ToArray();
    }

    public static CacheLoadResult Load(CacheWorld world, byte[] dump)
    {
        using MemoryStream stream = new(dump);
        return world.Run.Run(async () => await world.Cache.LoadAsync(stream));
    }

    /// <summary>The entries of a good dump.</summary>
    public static List<byte[]> Entries(byte[] dump)
    {
        List<byte[]> entries = [];
        ReadOnlySpan<byte> rest = dump.AsSpan(DumpLayout.HeaderLength..^EndLength);
        while (!rest.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            entries.Add(rest.Slice(DumpLayout.FrameLength, length).ToArray());
            rest = rest[(DumpLayout.FrameLength + length)..];
        }

        return entries;
    }

    /// <summary>A dump of these entries with the header of another, its number and checksum right.</summary>
    public static byte[] Build(byte[] header, params IReadOnlyList<byte[]> entries)
    {
        List<byte> dump = [.. header.AsSpan(0, DumpLayout.HeaderLength)];
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (byte[] entry in entries)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, entry.Length);
            dump.AddRange(number[..DumpLayout.FrameLength]);
            dump.AddRange(entry);
        }

        dump.AddRange(new byte[DumpLayout.FrameLength]);
        BinaryPrimitives.WriteInt64BigEndian(number, entries.Count);
        dump.AddRange(number);
        dump.AddRange(SHA256.HashData([.. dump]));
        return [.. dump];
    }
}
