using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The URI of a service (RFC 7553 section 4).</summary>
/// <param name="Priority">Lower is tried first.</param>
/// <param name="Weight">Share among targets of equal priority.</param>
/// <param name="Target">The URI.</param>
[RdataType(DnsType.URI)]
public sealed partial record UriData(
    [Field<UInt16Field>] ushort Priority,
    [Field<UInt16Field>] ushort Weight,
    [Field<LongStringField>] ReadOnlyMemory<byte> Target) : Rdata
{
    /// <summary>RFC 7553 section 4.4: an empty URI is none.</summary>
    private string? FindRuleFlaw() => Target.IsEmpty ? "a URI" : null;
}
