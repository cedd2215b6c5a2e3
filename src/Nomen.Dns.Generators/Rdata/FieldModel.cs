namespace Nomen.Dns.Generators.Rdata;

/// <summary>One field of a declared rdata type.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="ValueType">Its type, fully qualified.</param>
/// <param name="Codec">Its codec, fully qualified; empty when the declaration has none, which is an error.</param>
/// <param name="Size">Octets on the wire when that is fixed (the codec's constant <c>Size</c>), else -1.</param>
/// <param name="HasCanonical">Whether the codec has <c>WriteCanonical</c>.</param>
/// <param name="HasEqual">Whether the codec has <c>Equal</c> and <c>AddHash</c>.</param>
/// <param name="HasCheck">Whether the codec has <c>Check</c>, for values given by a caller.</param>
/// <param name="HasFlaw">Whether the codec has <c>FindFlaw</c>, for rules beyond the wire form.</param>
/// <param name="Summary">What the record's documentation says of the field, as XML.</param>
internal record struct FieldModel(
    string Name,
    string ValueType,
    string Codec,
    int Size,
    bool HasCanonical,
    bool HasEqual,
    bool HasCheck,
    bool HasFlaw,
    string Summary);
