using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A codec of one kind of rdata field: how it is checked, read and written. The generated code calls it directly.</summary>
/// <remarks>
/// Besides these a codec may have, found by name: <c>const int Size</c> (octets, when fixed), <c>WriteCanonical</c> (else the canonical form is
/// the wire form), <c>Equal</c> and <c>AddHash</c> (else the value's own), <c>Check</c> (refuses values that have no wire form when a caller makes
/// a record), <c>FindFlaw</c> (says what breaks a rule beyond the wire form: messages with a flaw pass, text with one is refused).
/// </remarks>
/// <typeparam name="T">Type of the property.</typeparam>
internal interface IRdataField<T>
{
    /// <summary>Checks the field in a message and returns the position behind it; -1 when it is bad.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="position">Where the field starts; a name before it may have ended beyond <paramref name="end"/>.</param>
    /// <param name="end">Where the rdata ends.</param>
    /// <param name="scan">The pass that this is part of.</param>
    static abstract int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan);

    /// <summary>Reads a field that was validated, and moves behind it.</summary>
    static abstract T Read(ReadOnlySpan<byte> message, ref int position, int end);

    /// <summary>Writes the wire form.</summary>
    static abstract void Write(ref DnsMessageWriter writer, T value);
}
