using System.Buffers.Binary;
using System.Collections.Immutable;
using Nomen.Dns.Edns;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>The EDNS options that belong to an answer and not to a hop: extended errors (RFC 8914). They are stored with it.</summary>
internal static class AnswerOptions
{
    /// <summary>Most octets of options that an entry keeps: room for a few errors with a sentence each.</summary>
    public const int MaxLength = 512;

    private const int HeaderLength = 4;

    /// <summary>Collects what the upstream's OPT and the layers below said, in wire form.</summary>
    /// <param name="response">The response.</param>
    /// <param name="notes">Errors noted in the context of the question.</param>
    public static byte[] Collect(DnsResponse response, ImmutableArray<ExtendedError> notes)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        int length = 0;
        if (response.Message.View.TryGetEdns(out EdnsView edns))
        {
            foreach (EdnsOptionView option in edns.Options)
            {
                if (option.Code == EdnsOptionCode.ExtendedError)
                {
                    Append(option.Data, buffer, ref length);
                }
            }
        }

        foreach (ExtendedError error in response.ExtendedErrors.Union(notes))
        {
            Append(error.ToData(), buffer, ref length);
        }

        return buffer[..length].ToArray();
    }

    /// <summary>Reads stored options back.</summary>
    public static ImmutableArray<ExtendedError> Read(ReadOnlySpan<byte> options)
    {
        if (options.IsEmpty)
        {
            return [];
        }

        ImmutableArray<ExtendedError>.Builder errors = ImmutableArray.CreateBuilder<ExtendedError>();
        while (options.Length >= HeaderLength)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (ExtendedError.TryRead(options.Slice(HeaderLength, length), out ExtendedError? error, out _))
            {
                errors.Add(error);
            }

            options = options[(HeaderLength + length)..];
        }

        return errors.DrainToImmutable();
    }

    private static bool Holds(ReadOnlySpan<byte> options, ReadOnlySpan<byte> data)
    {
        while (!options.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (options.Slice(HeaderLength, length).SequenceEqual(data))
            {
                return true;
            }

            options = options[(HeaderLength + length)..];
        }

        return false;
    }

    private static void Append(ReadOnlySpan<byte> data, Span<byte> buffer, ref int length)
    {
        // A text too long for the room goes; the code, two octets, is what programs look at.
        if (buffer.Length - length < HeaderLength + data.Length)
        {
            data = data[..Math.Min(data.Length, sizeof(ushort))];
        }

        // The OPT and a layer may tell the same, as a cache does below this one.
        if (buffer.Length - length >= HeaderLength + data.Length && !Holds(buffer[..length], data))
        {
            BinaryPrimitives.WriteUInt16BigEndian(buffer[length..], (ushort)EdnsOptionCode.ExtendedError);
            BinaryPrimitives.WriteUInt16BigEndian(buffer[(length + 2)..], (ushort)data.Length);
            data.CopyTo(buffer[(length + HeaderLength)..]);
            length += HeaderLength + data.Length;
        }
    }
}
