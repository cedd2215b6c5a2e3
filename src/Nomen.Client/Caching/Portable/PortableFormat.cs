using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Portable;

/// <summary>Writes entries in the form in which they leave the process, and reads them back, believing nothing. Pure.</summary>
/// <remarks>The layout of entries in memory is free to change: only this form is read by another version or another machine.</remarks>
internal static class PortableFormat
{
    /// <summary>Last millisecond of the year 9999, the end of the platform's calendar.</summary>
    private const long MaxUtc = 253_402_300_799_999;

    private const DnsFlags AllowedFlags = DnsFlags.QR | DnsFlags.RA | DnsFlags.AD | DnsFlags.TC;
    private const int OptionHeaderLength = 4;

    /// <summary>Whether an entry may leave the process: an answer, a denial or a referral that no validator found to be forged.</summary>
    /// <remarks>
    /// Failures are the state of this process and of this moment. Cuts are worked out again from the denial they come from, lists of
    /// networks from what is kept for them.
    /// </remarks>
    public static bool Takes(CacheEntry entry) =>
        entry.Kind is CacheEntryKind.Answer or CacheEntryKind.NoData or CacheEntryKind.NxDomain or CacheEntryKind.Delegation
        && entry.Type != CacheKey.CutType
        && entry.Security != SecurityStatus.Bogus;

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">One that <see cref="Takes"/> lets through.</param>
    /// <param name="clock">Turns timestamps into UTC.</param>
    /// <param name="destination">Where to.</param>
    public static void Write(CacheEntry entry, in PortableClock clock, IBufferWriter<byte> destination)
    {
        ReadOnlySpan<byte> message = entry.Full;
        ReadOnlySpan<byte> extras = entry.Extras.Span;
        SubnetPrefix subnet = entry.Subnet;
        int length = PortableLayout.Parts + message.Length + extras.Length + subnet.OctetCount;
        Span<byte> octets = destination.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt64BigEndian(octets, clock.ToUtc(entry.Stored));
        BinaryPrimitives.WriteUInt32BigEndian(octets[PortableLayout.Lifetime..], entry.Lifetime);
        octets[PortableLayout.Variant] = entry.Variant.Bits;
        octets[PortableLayout.Security] = (byte)entry.Security;
        octets[PortableLayout.SubnetFamily] = subnet.Family;
        octets[PortableLayout.SubnetLength] = subnet.Length;
        octets[PortableLayout.SubnetScope] = entry.Place.Scope;
        BinaryPrimitives.WriteUInt16BigEndian(octets[PortableLayout.ExtrasLength..], (ushort)extras.Length);
        BinaryPrimitives.WriteUInt16BigEndian(octets[PortableLayout.MessageLength..], (ushort)message.Length);
        message.CopyTo(octets[PortableLayout.Parts..]);
        extras.CopyTo(octets[(PortableLayout.Parts + message.Length)..]);
        subnet.Write(octets[(length - subnet.OctetCount)..]);
        destination.Advance(length);
    }

    /// <summary>Reads an entry; false for octets that were not written by <see cref="Write"/>.</summary>
    /// <param name="octets">Exactly the entry; it refers to them.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="problem">What is wrong, for a person.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, out PortableEntry entry, [NotNullWhen(false)] out string? problem)
    {
        entry = default;
        problem = null;
        if (octets.Length < PortableLayout.Parts)
        {
            problem = "it is too short";
            return false;
        }

        byte prefixLength = octets[PortableLayout.SubnetLength];
        int networkLength = SubnetPrefix.OctetsFor(prefixLength);
        int extrasLength = BinaryPrimitives.ReadUInt16BigEndian(octets[PortableLayout.ExtrasLength..]);
        int messageLength = BinaryPrimitives.ReadUInt16BigEndian(octets[PortableLayout.MessageLength..]);
        if (octets.Length != PortableLayout.Parts + messageLength + extrasLength + networkLength)
        {
            problem = "its length is not that of its parts";
            return false;
        }

        ReadOnlySpan<byte> extras = octets.Slice(PortableLayout.Parts + messageLength, extrasLength);
        ReadOnlySpan<byte> network = octets[(octets.Length - networkLength)..];
        problem = ProblemOfFields(octets) ?? ProblemOfParts(octets, network, extras);
        if (problem is not null || !TryReadMessage(octets.Slice(PortableLayout.Parts, messageLength), out DnsMessage? message, out problem))
        {
            return false;
        }

        entry = new PortableEntry
        {
            StoredAt = BinaryPrimitives.ReadInt64BigEndian(octets),
            Lifetime = BinaryPrimitives.ReadUInt32BigEndian(octets[PortableLayout.Lifetime..]),
            Variant = new CacheVariant(octets[PortableLayout.Variant]),
            Security = (SecurityStatus)octets[PortableLayout.Security],
            Subnet = SubnetPrefix.Read(octets[PortableLayout.SubnetFamily], prefixLength, network),
            SubnetScope = octets[PortableLayout.SubnetScope],
            Extras = extras,
            Message = message,
        };
        return true;
    }

    private static string? ProblemOfFields(ReadOnlySpan<byte> octets)
    {
        long storedAt = BinaryPrimitives.ReadInt64BigEndian(octets);
        uint lifetime = BinaryPrimitives.ReadUInt32BigEndian(octets[PortableLayout.Lifetime..]);
        if (storedAt is < 0 or > MaxUtc || lifetime == 0)
        {
            return "its time makes no sense";
        }

        if (!new CacheVariant(octets[PortableLayout.Variant]).IsValid)
        {
            return "its flags make no sense";
        }

        return (SecurityStatus)octets[PortableLayout.Security] is SecurityStatus.Unchecked or SecurityStatus.Secure or SecurityStatus.Insecure or SecurityStatus.Indeterminate
            ? null
            : "its DNSSEC status is none that is kept";
    }

    private static string? ProblemOfParts(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> network, ReadOnlySpan<byte> extras)
    {
        if (!IsSubnet(octets[PortableLayout.SubnetFamily], octets[PortableLayout.SubnetLength], octets[PortableLayout.SubnetScope], network))
        {
            return "its client subnet makes no sense";
        }

        return AreErrors(extras) ? null : "its extended errors cannot be read";
    }

    private static bool TryReadMessage(
        ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message, [NotNullWhen(false)] out string? problem)
    {
        if (!DnsMessage.TryParse(octets, out message, out FormatError error))
        {
            problem = $"its message is malformed: {error}";
            return false;
        }

        DnsMessageView view = message.View;
        bool isKept = view is { Id: 0, QuestionCount: 1, Opcode: Opcode.Query, Rcode: Rcode.NoError or Rcode.NxDomain, HasEdns: false, HasTsig: false }
            && (view.Flags & DnsFlags.QR) != 0
            && (view.Flags & ~AllowedFlags) == 0
            && message.Question is { Class: DnsClass.IN } question
            && CacheRules.IsData(question.Type);
        problem = isKept ? null : "its message is none that is kept";
        return isKept;
    }

    /// <summary>Whether it is every client, or a network whose octets end with its prefix (RFC 7871 section 6).</summary>
    private static bool IsSubnet(byte family, int length, int scope, ReadOnlySpan<byte> network)
    {
        int limit = family switch
        {
            SubnetPrefix.Everyone or SubnetPrefix.Exact => 0,
            SubnetPrefix.IPv4 or (SubnetPrefix.IPv4 | SubnetPrefix.Exact) => 32,
            SubnetPrefix.IPv6 or (SubnetPrefix.IPv6 | SubnetPrefix.Exact) => 128,
            _ => -1,
        };
        bool isScope = family == SubnetPrefix.Everyone ? scope == 0 : scope <= 128;
        return length <= limit && isScope && (length % 8 == 0 || (network[^1] & (0xff >> (length % 8))) == 0);
    }

    private static bool AreErrors(ReadOnlySpan<byte> options)
    {
        if (options.Length > AnswerOptions.MaxLength)
        {
            return false;
        }

        while (options.Length >= OptionHeaderLength)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if ((EdnsOptionCode)BinaryPrimitives.ReadUInt16BigEndian(options) != EdnsOptionCode.ExtendedError
                || length > options.Length - OptionHeaderLength)
            {
                return false;
            }

            options = options[(OptionHeaderLength + length)..];
        }

        return options.IsEmpty;
    }
}
