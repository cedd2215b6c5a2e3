namespace Nomen.Dns.Generators.Rdata;

/// <summary>One declared rdata type, as plain values, so that the compiler can tell that nothing changed.</summary>
/// <param name="Namespace">Namespace of the record.</param>
/// <param name="Name">Name of the record, <c>MxData</c>.</param>
/// <param name="Type">Member of <c>DnsType</c>.</param>
/// <param name="Code">Number of the type.</param>
/// <param name="InternetOnly">Whether the form holds for class IN only.</param>
/// <param name="WireForm">Codec of the whole record's wire form; empty when the fields stand one behind the other.</param>
/// <param name="TextForm">Codec of the whole record's presentation form; empty when the fields stand one behind the other.</param>
/// <param name="HasRule">Whether the record has a rule over several fields, <c>FindRuleFlaw</c>.</param>
/// <param name="Fields">The fields in order.</param>
internal record struct RdataModel(
    string Namespace,
    string Name,
    string Type,
    int Code,
    bool InternetOnly,
    CodecModel WireForm,
    CodecModel TextForm,
    bool HasRule,
    EquatableArray<FieldModel> Fields);
