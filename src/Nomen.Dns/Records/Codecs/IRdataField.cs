using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A codec of one kind of rdata field: how it is read and written, on the wire and in text. The generated code calls it directly.</summary>
/// <remarks>
/// A codec has either <c>const int Size</c>, its octets on the wire when they are fixed, or is an <see cref="IVariableField{T}"/>.
/// Besides these it may have, found by name: <c>WriteCanonical</c> (else the canonical form is the wire form), <c>Equal</c> and <c>AddHash</c>
/// (else the value's own), <c>Check</c> (refuses values that have no wire form when a caller makes a record), <c>FindFlaw</c> (says what breaks a
/// rule beyond the wire form: a message with a flaw passes, text with one is refused) and <c>CanPrint</c> (false: only the generic form of
/// RFC 3597 shows all of the value).
/// </remarks>
/// <typeparam name="T">Type of the property.</typeparam>
internal interface IRdataField<T>
{
    /// <summary>Reads a field that was validated, and moves behind it.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="position">Where the field starts.</param>
    /// <param name="end">Where the rdata ends.</param>
    static abstract T Read(ReadOnlySpan<byte> message, ref int position, int end);

    /// <summary>Writes the wire form.</summary>
    static abstract void Write(ref DnsMessageWriter writer, T value);

    /// <summary>Reads the presentation form.</summary>
    /// <param name="reader">The record's text.</param>
    /// <param name="expected">What the field is called, for errors.</param>
    static abstract T Parse(RdataTextReader reader, string expected);

    /// <summary>Writes the presentation form.</summary>
    static abstract void Print(RdataTextWriter writer, T value);
}
