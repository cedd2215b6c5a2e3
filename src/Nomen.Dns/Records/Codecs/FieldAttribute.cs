namespace Nomen.Dns.Records.Codecs;

/// <summary>Names the codec of a field.</summary>
/// <typeparam name="TCodec">An <see cref="IRdataField{T}"/> of the field's type.</typeparam>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FieldAttribute<TCodec> : Attribute;
