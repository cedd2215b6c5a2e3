using System.Security.Cryptography;

namespace Nomen.Client.Caching.Dump;

/// <summary>The form of a dump. Numbers are in network order.</summary>
/// <remarks>
/// Header: magic (8), version (8), time of saving in milliseconds of Unix time (8). Then each entry behind its length (4). Then
/// a length of 0, the number of entries (8), and the SHA-256 of all octets before it, which end the dump. See decision 0014.
/// </remarks>
internal static class DumpLayout
{
    /// <summary>The one version that there is.</summary>
    public const long Version = 1;

    /// <summary>Offset of the version.</summary>
    public const int VersionOffset = 8;

    /// <summary>Offset of the time of saving.</summary>
    public const int SavedAt = 16;

    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 24;

    /// <summary>Octets of an entry's length.</summary>
    public const int FrameLength = sizeof(uint);

    /// <summary>Octets of the number of entries.</summary>
    public const int CountLength = sizeof(ulong);

    /// <summary>Octets of the checksum.</summary>
    public const int ChecksumLength = SHA256.HashSizeInBytes;

    /// <summary>What a dump starts with; the last octets betray a transfer that changed line ends or stripped the eighth bit.</summary>
    public static ReadOnlySpan<byte> Magic => [(byte)'N', (byte)'O', (byte)'M', (byte)'E', (byte)'N', 0xca, (byte)'\r', (byte)'\n'];
}
