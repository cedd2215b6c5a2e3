using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A codec of a whole record, for types whose fields depend on one another or stand in different orders on the wire and in text.</summary>
/// <remarks>May have <c>WriteCanonical</c> besides, as <see cref="IRdataField{T}"/>.</remarks>
/// <typeparam name="T">The record.</typeparam>
internal interface IRdataForm<T>
    where T : Rdata
{
    /// <summary>Checks the rdata in a message and returns the position behind it; -1 when it is bad.</summary>
    static abstract int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan);

    /// <summary>Reads rdata that was validated.</summary>
    static abstract T Read(ReadOnlySpan<byte> message, int position, int end);

    /// <summary>Writes the wire form.</summary>
    static abstract void Write(ref DnsMessageWriter writer, T value);
}
