using Nomen.Dns.Registries;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Marks a record as the data of an RR type; the source generator writes the other half from its list of fields.</summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RdataTypeAttribute(DnsType type) : Attribute
{
    /// <summary>The type.</summary>
    public DnsType Type => type;

    /// <summary>Codec of the whole record, an <see cref="IRdataForm{T}"/>, for the few types whose fields do not stand one behind the other.</summary>
    public Type? Form { get; init; }

    /// <summary>Whether other classes give this type another form, so that only class IN is read by it. Default false.</summary>
    public bool InternetOnly { get; init; }
}
