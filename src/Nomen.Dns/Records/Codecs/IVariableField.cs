using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A codec of a field whose length the wire tells.</summary>
/// <typeparam name="T">Type of the property.</typeparam>
internal interface IVariableField<T> : IRdataField<T>
{
    /// <summary>Checks the field in a message and returns the position behind it; -1 when it is bad.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="position">Where the field starts; a name before it may have ended beyond <paramref name="end"/>.</param>
    /// <param name="end">Where the rdata ends.</param>
    /// <param name="scan">The pass that this is part of.</param>
    static abstract int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan);
}
