namespace Nomen.Dns.Generators.Rdata;

/// <summary>One field of a declared rdata type.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="ValueType">Its type, fully qualified.</param>
/// <param name="Codec">Its codec; absent in a wrong declaration.</param>
/// <param name="Summary">What the record's documentation says of the field, as XML.</param>
internal record struct FieldModel(string Name, string ValueType, CodecModel Codec, string Summary);
