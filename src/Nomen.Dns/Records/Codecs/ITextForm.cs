using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The presentation form of a whole record, for the few types whose fields do not stand in it as they do on the wire.</summary>
/// <remarks>May have <c>FindFlaw</c> and <c>CanPrint</c> besides, found by name; see <see cref="IRdataField{T}"/>.</remarks>
/// <typeparam name="T">The record.</typeparam>
internal interface ITextForm<T>
    where T : Rdata
{
    /// <summary>Reads the presentation form.</summary>
    static abstract T Parse(RdataTextReader reader);

    /// <summary>Writes the presentation form.</summary>
    static abstract void Print(RdataTextWriter writer, T value);
}
