using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>One cached response: an immutable array that readers share without a lock, read in place.</summary>
/// <remarks>
/// The message is as the upstream sent it, without OPT, question in lower case; the question section is the key.
/// See <see cref="CacheEntryLayout"/> for where things stand.
/// </remarks>
internal readonly struct CacheEntry(byte[] octets)
{
    /// <summary>The array; never written to once it was published.</summary>
    public byte[] Octets { get; } = octets;

    /// <summary>When the response came, as a timestamp of the cache's clock.</summary>
    public long Stored => MemoryMarshal.Read<long>(Octets);

    /// <summary>Seconds that it is fresh.</summary>
    public uint Lifetime => MemoryMarshal.Read<uint>(Octets.AsSpan(CacheEntryLayout.Lifetime));

    /// <summary>The flags that it was asked with.</summary>
    public CacheVariant Variant => new(Octets[CacheEntryLayout.Variant]);

    /// <summary>What it holds.</summary>
    public CacheEntryKind Kind => (CacheEntryKind)(Octets[CacheEntryLayout.Kind] & CacheEntryLayout.KindMask);

    /// <summary>Whether it is a failure, which lies beside an answer and never in its place.</summary>
    public bool IsFailure => Kind >= CacheEntryKind.FailureResponse;

    /// <summary>Whether it may be served past its lifetime (RFC 8767): an answer or a denial that no validator found Bogus. A referral is none.</summary>
    public bool MayBeStale => Kind <= CacheEntryKind.NxDomain && Security != SecurityStatus.Bogus && Type != CacheKey.CutType;

    /// <summary>What a validator said.</summary>
    public SecurityStatus Security => (SecurityStatus)(Octets[CacheEntryLayout.Kind] >> CacheEntryLayout.SecurityShift);

    /// <summary>Failures in a row that led to it, at most 255; for failures alone.</summary>
    public int Failures => Octets[^1];

    /// <summary>Response code; for <see cref="CacheEntryKind.TransportFailure"/> the kind of failure.</summary>
    public int Code => IsFailure ? MemoryMarshal.Read<ushort>(Octets.AsSpan(Octets.Length - CacheEntryLayout.FailureTail)) : Octets[CacheEntryLayout.Rcode] & 0xf;

    /// <summary>Address family of the clients that the answer is for, as <see cref="SubnetPrefix"/> has them; 0 for every client.</summary>
    public int SubnetFamily => HasSubnet ? Octets[^1] : SubnetPrefix.Everyone;

    /// <summary>The clients that the answer is for.</summary>
    public SubnetPrefix Subnet => HasSubnet ? SubnetPrefix.Read(Octets[^1], Octets[^2], Octets.AsSpan(Octets.Length - TailLength)) : default;

    /// <summary>For whom it is, as an asker is told.</summary>
    public SubnetPlace Place => new(Subnet, HasScope ? Octets[^3] : (byte)0);

    /// <summary>The question section: name in lower case, type, class.</summary>
    public ReadOnlySpan<byte> Question => Octets.AsSpan(CacheEntryLayout.Question, NameLength + CacheEntryLayout.QuestionTail);

    /// <summary>Length of the question's name in octets.</summary>
    public int NameLength => Octets[CacheEntryLayout.NameLength];

    /// <summary>The type asked for.</summary>
    public DnsType Type => (DnsType)BinaryPrimitives.ReadUInt16BigEndian(Octets.AsSpan(CacheEntryLayout.Question + NameLength));

    /// <summary>The name asked about, in lower case.</summary>
    public DomainName Name => DomainName.FromWire(Octets.AsSpan(CacheEntryLayout.Question, NameLength));

    /// <summary>The message with all its records.</summary>
    public ReadOnlySpan<byte> Full => Octets.AsSpan(CacheEntryLayout.Message, FullLength);

    /// <summary>Length of <see cref="Full"/>.</summary>
    public int FullLength => MemoryMarshal.Read<ushort>(Octets.AsSpan(CacheEntryLayout.FullLength));

    /// <summary>Length of the message without DNSSEC records; 0 when it has none, and <see cref="Full"/> serves.</summary>
    public int PlainLength => MemoryMarshal.Read<ushort>(Octets.AsSpan(CacheEntryLayout.PlainLength));

    /// <summary>EDNS options of the answer in wire form (extended errors); for <see cref="CacheEntryKind.TransportFailure"/> the upstream as UTF-8.</summary>
    public ReadOnlyMemory<byte> Extras => Octets.AsMemory(ExtrasOffset, Octets.Length - ExtrasOffset - TailLength);

    /// <summary>Octets that the array takes on the heap.</summary>
    public int HeapSize => HeapSizeOf(Octets);

    private int FullTtlCount => MemoryMarshal.Read<ushort>(Octets.AsSpan(CacheEntryLayout.FullTtls));

    private int PlainTtlCount => MemoryMarshal.Read<ushort>(Octets.AsSpan(CacheEntryLayout.PlainTtls));

    private bool HasSubnet => (Octets[CacheEntryLayout.Kind] & CacheEntryLayout.HasSubnet) != 0;

    // An answer for those who ask with just its network tells the longer scope that they should have asked with.
    private bool HasScope => SubnetFamily is > SubnetPrefix.Exact and < SubnetPrefix.Index;

    private int TailLength => IsFailure ? CacheEntryLayout.FailureTail
        : HasSubnet ? CacheEntryLayout.SubnetTail + SubnetPrefix.OctetsFor(Octets[^2]) + (HasScope ? 1 : 0)
        : 0;

    private int TtlOffset => CacheEntryLayout.Message + FullLength + PlainLength;

    private int ExtrasOffset => TtlOffset + ((FullTtlCount + PlainTtlCount) * sizeof(ushort));

    /// <summary>Whether it is an answer, asked for with exactly these flags.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAnswerFor(CacheVariant variant) => Octets[CacheEntryLayout.Variant] == variant.Bits && !IsFailure;

    /// <summary>Whether it is about the key's question and for the key's clients, whatever the flags.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAbout(in CacheKey key) =>
        Question.SequenceEqual(key.Question) && (HasSubnet ? Subnet == key.Subnet : key.Subnet.Family == SubnetPrefix.Everyone);

    /// <summary>Whether one of the two takes the other's place.</summary>
    public bool HasKeyOf(CacheEntry other) =>
        Variant == other.Variant
        && IsFailure == other.IsFailure
        && Subnet == other.Subnet
        && Question.SequenceEqual(other.Question);

    /// <summary>The hash that it is found by.</summary>
    public ulong HashWith(ulong seed) => QuestionHash.WithSubnet(QuestionHash.Compute(Question, seed), Subnet);

    /// <summary>Octets that an array of this length takes on a 64-bit heap.</summary>
    public static int HeapSizeOf(byte[] octets) => (octets.Length + 24 + 7) & ~7;

    /// <summary>The message as an asker gets it: with DNSSEC records or without.</summary>
    /// <param name="dnssecOk">Whether the asker set DO.</param>
    /// <param name="ttlOffsets">Where TTLs stand in it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Rendering(bool dnssecOk, out ReadOnlySpan<ushort> ttlOffsets)
    {
        int full = FullLength;
        int plain = PlainLength;
        if (plain == 0 || dnssecOk)
        {
            ttlOffsets = MemoryMarshal.Cast<byte, ushort>(Octets.AsSpan(CacheEntryLayout.Message + full + plain, FullTtlCount * sizeof(ushort)));
            return Octets.AsSpan(CacheEntryLayout.Message, full);
        }

        int start = CacheEntryLayout.Message + full + plain + (FullTtlCount * sizeof(ushort));
        ttlOffsets = MemoryMarshal.Cast<byte, ushort>(Octets.AsSpan(start, PlainTtlCount * sizeof(ushort)));
        return Octets.AsSpan(CacheEntryLayout.Message + full, plain);
    }

    /// <summary>Whole seconds since it was stored; 0 when that is in the future, since another thread may store between two readings of the clock.</summary>
    public uint AgeAt(long now, long frequency)
    {
        long elapsed = now - Stored;
        return elapsed <= 0 ? 0 : (uint)Math.Min((double)elapsed / frequency, uint.MaxValue);
    }

    /// <summary>Whether it is fresh: its age is below its lifetime.</summary>
    public bool IsFreshAt(long now, long frequency) => now - Stored < Lifetime * frequency;
}
