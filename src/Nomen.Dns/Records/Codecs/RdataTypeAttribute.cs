using Nomen.Dns.Registries;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Marks a record as the data of an RR type; the source generator writes the other half from its list of fields.</summary>
/// <remarks>A rule over several fields is a method <c>string? FindRuleFlaw()</c> of the record: what was expected, or null.</remarks>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RdataTypeAttribute(DnsType type) : Attribute
{
    /// <summary>The type.</summary>
    public DnsType Type => type;

    /// <summary>Whether other classes give this type another form, so that only class IN is read by it. Default false.</summary>
    public bool InternetOnly { get; init; }

    /// <summary>The wire form of the whole record, an <see cref="IWireForm{T}"/>. Default: the fields' forms in order.</summary>
    public Type? WireForm { get; init; }

    /// <summary>The presentation form of the whole record, an <see cref="ITextForm{T}"/>. Default: the fields' forms in order.</summary>
    public Type? TextForm { get; init; }
}
