using System.Buffers.Binary;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching;

/// <summary>What is looked up: a question in lower case, its hash, and the variant asked for. Lives on the stack.</summary>
internal readonly ref struct CacheKey
{
    /// <summary>Octets that the buffer of a key needs: the longest name, type, class.</summary>
    public const int BufferLength = DomainName.MaxLength + CacheEntryLayout.QuestionTail;

    /// <summary>The type under which the fact is kept that a name does not exist; reserved, nobody asks for it (RFC 6895 section 3.1).</summary>
    public const DnsType CutType = 0;

    private CacheKey(ReadOnlySpan<byte> question, ulong hash, CacheVariant variant, bool asksForProofs, SubnetPrefix subnet = default)
    {
        Question = question;
        Hash = hash;
        Variant = variant;
        AsksForProofs = asksForProofs;
        Subnet = subnet;
    }

    /// <summary>The question section: name in lower case, type, class.</summary>
    public ReadOnlySpan<byte> Question { get; }

    /// <summary>Hash of question and subnet.</summary>
    public ulong Hash { get; }

    /// <summary>The variant asked for.</summary>
    public CacheVariant Variant { get; }

    /// <summary>Whether the type asked for is one that is stripped for askers without DO.</summary>
    public bool AsksForProofs { get; }

    /// <summary>The clients whose entries are meant; by default those for every client.</summary>
    public SubnetPrefix Subnet { get; }

    /// <summary>Makes the key of a question of class IN.</summary>
    /// <param name="name">The name in wire form, in any case.</param>
    /// <param name="type">The type.</param>
    /// <param name="variant">The asker's flags.</param>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="buffer">At least <see cref="BufferLength"/> octets; the key lives as long.</param>
    public static CacheKey Make(ReadOnlySpan<byte> name, DnsType type, CacheVariant variant, ulong seed, Span<byte> buffer)
    {
        NameCase.ToLower(name, buffer);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[name.Length..], ((uint)type << 16) | (uint)DnsClass.IN);
        ReadOnlySpan<byte> question = buffer[..(name.Length + CacheEntryLayout.QuestionTail)];
        bool asksForProofs = type is DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3;
        return new CacheKey(question, QuestionHash.Compute(question, seed), variant, asksForProofs);
    }

    /// <summary>From the key of a question for every client, that of the list of the networks that have answers of their own.</summary>
    public CacheKey ForIndex() => new(Question, QuestionHash.WithSubnet(Hash, SubnetPrefix.OfIndex), default, asksForProofs: false, SubnetPrefix.OfIndex);

    /// <summary>From the key of a question for every client, that of the same question for some of them.</summary>
    public CacheKey For(SubnetPrefix subnet) => new(Question, QuestionHash.WithSubnet(Hash, subnet), Variant, AsksForProofs, subnet);
}
