using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A rewrite rule of the Dynamic Delegation Discovery System (RFC 3403 section 4).</summary>
/// <param name="Order">Lower is processed first.</param>
/// <param name="Preference">Among equal orders, lower is preferred.</param>
/// <param name="Flags">What the result is, such as "U", up to 255 octets.</param>
/// <param name="Services">Services reached by the rule, up to 255 octets.</param>
/// <param name="Regexp">Substitution expression, up to 255 octets.</param>
/// <param name="Replacement">Next name to look up when there is no expression.</param>
[RdataType(DnsType.NAPTR)]
public sealed partial record NaptrData(
    [Field<UInt16Field>] ushort Order,
    [Field<UInt16Field>] ushort Preference,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Flags,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Services,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Regexp,
    [Field<LowerNameField>] DomainName Replacement) : Rdata;
