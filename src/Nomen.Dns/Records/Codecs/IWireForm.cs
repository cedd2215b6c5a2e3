using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The wire form of a whole record, for the few types whose fields do not simply stand one behind the other.</summary>
/// <remarks>May have <c>WriteCanonical</c> besides, found by name.</remarks>
/// <typeparam name="T">The record.</typeparam>
internal interface IWireForm<T>
    where T : Rdata
{
    /// <summary>Checks the rdata in a message and returns the position behind it; -1 when it is bad.</summary>
    static abstract int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan);

    /// <summary>Reads rdata that was validated.</summary>
    static abstract T Read(ReadOnlySpan<byte> message, int position, int end);

    /// <summary>Writes the wire form.</summary>
    static abstract void Write(ref DnsMessageWriter writer, T value);
}
