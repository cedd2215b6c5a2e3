using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>The data of a resource record: one immutable record type per RR type, and <see cref="UnknownData"/> for the rest (RFC 3597).</summary>
/// <remarks>Equal when the types are equal, names without case and octets by content.</remarks>
public abstract record Rdata
{
    /// <summary>Longest rdata, in octets: RDLENGTH has 16 bits (RFC 1035 section 3.2.1).</summary>
    private const int MaxLength = 65535;

    private protected Rdata()
    {
    }

    /// <summary>The type that this is the data of.</summary>
    public abstract DnsType Type { get; }

    /// <summary>Reads rdata that stands alone, without compression; false and an error when the octets are not of the type's form.</summary>
    /// <param name="type">The type; of class IN.</param>
    /// <param name="octets">All of the rdata.</param>
    /// <param name="data">The data, with a copy of what it needs of <paramref name="octets"/>.</param>
    /// <param name="error">What was expected, and at which octet of the rdata.</param>
    public static bool TryFromWire(DnsType type, ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Rdata? data, out FormatError error)
    {
        data = null;
        WireScan scan = default;

        // An unused slot reads as a name at offset 0, where a message has its header but rdata alone may have a name that was never checked.
        scan.Checked[0] = uint.MaxValue;
        int end = octets.Length > MaxLength ? -1 : RdataRegistry.Validate(type, DnsClass.IN, octets, 0, octets.Length, ref scan);
        if (end != octets.Length)
        {
            error = end < 0 && scan.Error.Kind != FormatErrorKind.None ? scan.Error : new FormatError(FormatErrorKind.Rdata, Math.Clamp(end, 0, octets.Length));
            return false;
        }

        data = RdataRegistry.Read(type, DnsClass.IN, octets, 0, octets.Length);

        // There is no message here for a pointer to point into. Names with one are written longer than they came.
        error = data.HasWire(octets) ? default : new FormatError(FormatErrorKind.Pointer, 0);
        data = error.Kind == FormatErrorKind.None ? data : null;
        return data is not null;
    }

    /// <summary>Reads rdata that stands alone, without compression.</summary>
    /// <param name="type">The type; of class IN.</param>
    /// <param name="octets">All of the rdata.</param>
    /// <exception cref="DnsFormatException">The octets are not of the type's form.</exception>
    public static Rdata FromWire(DnsType type, ReadOnlySpan<byte> octets) =>
        TryFromWire(type, octets, out Rdata? data, out FormatError error) ? data : throw new DnsFormatException(error);

    /// <summary>Reads rdata in presentation form: the type's own, or <c>\# length hex</c> for any type (RFC 3597 section 5).</summary>
    /// <param name="type">The type; of class IN.</param>
    /// <param name="text">All of the rdata. Parentheses, comments and line ends are allowed as in a master file.</param>
    /// <param name="origin">Completes names without a final dot; default the root.</param>
    /// <exception cref="DnsTextException">The text is not of the type's form, or breaks a rule of the type.</exception>
    public static Rdata Parse(DnsType type, ReadOnlySpan<char> text, DomainName origin = default) => Parse(type, new RdataTextReader(text, origin));

    /// <summary>Reads the rest of a record, its rdata in presentation form.</summary>
    /// <param name="type">The type; of class IN.</param>
    /// <param name="reader">What follows the type.</param>
    /// <exception cref="DnsTextException">The text is not of the type's form, or breaks a rule of the type.</exception>
    public static Rdata Parse(DnsType type, RdataTextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return RdataRegistry.Parse(type, reader);
    }

    /// <summary>Writes the wire form; names are compressed where the type allows it (RFC 3597 section 4) and the writer does.</summary>
    public abstract void Write(ref DnsMessageWriter writer);

    /// <summary>Writes the canonical form: no compression, names in lower case for the types of RFC 4034 section 6.2 (as changed by RFC 6840 section 5.1).</summary>
    public abstract void WriteCanonical(ref DnsMessageWriter writer);

    /// <summary>The wire form without compression.</summary>
    /// <exception cref="InvalidOperationException">It is longer than 65,535 octets, so that no record can hold it.</exception>
    public byte[] ToWire()
    {
        for (int size = 512; ; size = Math.Min(size * 8, MaxLength))
        {
            DnsMessageWriter writer = new(new byte[size], compress: false);
            Write(ref writer);
            if (!writer.Overflowed)
            {
                return writer.Written.ToArray();
            }

            if (size == MaxLength)
            {
                throw new InvalidOperationException("Rdata has at most 65,535 octets.");
            }
        }
    }

    /// <summary>Writes the presentation form: the type's own, or the generic one (RFC 3597 section 5) when that alone shows all of the data.</summary>
    public void WriteText(RdataTextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (CanPrint && FindFlaw() is null)
        {
            PrintFields(writer);
        }
        else
        {
            writer.WriteGeneric(ToWire());
        }
    }

    /// <summary>Presentation form, as in a master file (RFC 1035 section 5.1).</summary>
    public sealed override string ToString()
    {
        RdataTextWriter writer = new();
        WriteText(writer);
        return writer.ToString();
    }

    /// <summary>Whether the wire form is at most 65,535 octets, so that a record can hold it.</summary>
    internal bool FitsRecord()
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(MaxLength);
        DnsMessageWriter writer = new(rented.AsSpan(0, MaxLength), compress: false);
        Write(ref writer);
        ArrayPool<byte>.Shared.Return(rented);
        return !writer.Overflowed;
    }

    /// <summary>What a rule beyond the wire form expects and the data does not have; null when all is well. Messages with a flaw pass, text does not.</summary>
    internal virtual string? FindFlaw() => null;

    /// <summary>Whether the type's own presentation form shows all of the data.</summary>
    private protected virtual bool CanPrint => true;

    /// <summary>Writes the type's own presentation form.</summary>
    private protected abstract void PrintFields(RdataTextWriter writer);

    private bool HasWire(ReadOnlySpan<byte> octets) => octets.Length < 2 || ToWire().AsSpan().SequenceEqual(octets);
}
