using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Subnets;

/// <summary>Puts into a response the client subnet option that its asker is to see: one when it sent one, none when it did not (RFC 7871 section 7.2.2). Pure.</summary>
internal static class SubnetEcho
{
    /// <summary>Most octets of the option, code and length included.</summary>
    public const int MaxLength = OptionHeader + FixedLength + SubnetPrefix.MaxOctets;

    private const int OptionHeader = 4;
    private const int FixedLength = 4;
    private const int OptFixedLength = 11;
    private const int AdditionalCountOffset = 10;

    /// <summary>Payload size in an OPT that is made here; nobody above the hop uses it.</summary>
    private const ushort PayloadSize = 1232;

    /// <summary>Writes the option for an asker in wire form; returns its length, 0 for none.</summary>
    public static int Write(DnsRequest request, SubnetPlace place, Span<byte> destination)
    {
        if (!SubnetPolicy.TryFindOption(request, out ClientSubnetOption? asked) || asked is null)
        {
            return 0;
        }

        // Family, source and address as asked, not as they were cut for the upstream.
        SubnetPrefix network = SubnetPrefix.Of(asked);
        int length = FixedLength + network.OctetCount;
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)EdnsOptionCode.ClientSubnet);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(destination[OptionHeader..], network.Family);
        destination[OptionHeader + 2] = network.Length;
        destination[OptionHeader + 3] = place.ScopeFor(asked);
        network.Write(destination[(OptionHeader + FixedLength)..]);
        return OptionHeader + length;
    }

    /// <summary>A response that came from the upstream, with the option that belongs in it for an asker; the same response when it is right already.</summary>
    public static DnsResponse Apply(DnsResponse response, DnsRequest request, SubnetPlace place)
    {
        Span<byte> wanted = stackalloc byte[MaxLength];
        wanted = wanted[..Write(request, place, wanted)];
        DnsMessageView message = response.Message.View;
        ReadOnlySpan<byte> present = default;
        bool isPresent = message.TryGetEdns(out EdnsView edns) && edns.TryGetOption(EdnsOptionCode.ClientSubnet, out present);
        bool isRight = wanted.IsEmpty ? !isPresent : isPresent && present.SequenceEqual(wanted[OptionHeader..]);
        return !isRight && message.QuestionCount == 1 && !message.HasTsig && TryReplace(message, wanted, out DnsMessage? changed)
            ? response.With(changed)
            : response;
    }

    /// <summary>The message with this one client subnet option in its OPT, or none; with an OPT of its own when it had none.</summary>
    private static bool TryReplace(DnsMessageView message, ReadOnlySpan<byte> option, [NotNullWhen(true)] out DnsMessage? changed)
    {
        ReadOnlySpan<byte> octets = message.Octets;
        RecordWalk walk = new(octets);
        bool hasOpt = message.HasEdns;
        while (walk.MoveNext() && !(hasOpt && walk.Type == DnsType.OPT))
        {
            // To the OPT, or to the end.
        }

        int start = hasOpt ? walk.Start : octets.Length;
        byte[] buffer = new byte[octets.Length + OptFixedLength + option.Length];
        octets[..start].CopyTo(buffer);
        Span<byte> opt = buffer.AsSpan(start);
        if (hasOpt)
        {
            octets[start..walk.Data].CopyTo(opt);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(opt[1..], ((uint)DnsType.OPT << 16) | PayloadSize);
            Span<byte> count = buffer.AsSpan(AdditionalCountOffset);
            BinaryPrimitives.WriteUInt16BigEndian(count, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(count) + 1));
        }

        int length = CopyOthers(message, opt[OptFixedLength..]);
        option.CopyTo(opt[(OptFixedLength + length)..]);
        length += option.Length;
        BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)length);
        ReadOnlySpan<byte> rest = hasOpt ? octets[walk.End..] : [];
        rest.CopyTo(opt[(OptFixedLength + length)..]);
        return DnsMessage.TryAdopt(buffer[..(start + OptFixedLength + length + rest.Length)], out changed, out _);
    }

    private static int CopyOthers(DnsMessageView message, Span<byte> destination)
    {
        int length = 0;
        if (!message.TryGetEdns(out EdnsView edns))
        {
            return length;
        }

        ReadOnlySpan<byte> options = edns.OptionOctets;
        while (options.Length >= OptionHeader)
        {
            int size = OptionHeader + BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if ((EdnsOptionCode)BinaryPrimitives.ReadUInt16BigEndian(options) != EdnsOptionCode.ClientSubnet)
            {
                options[..size].CopyTo(destination[length..]);
                length += size;
            }

            options = options[size..];
        }

        return length;
    }
}
