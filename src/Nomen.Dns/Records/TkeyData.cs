using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Agreement on a shared secret (RFC 2930 section 2).</summary>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Inception">Start of validity, in seconds since 1970 modulo 2^32.</param>
/// <param name="Expiration">End of validity, in the same form.</param>
/// <param name="Mode">1 server assignment, 2 Diffie-Hellman, 3 GSS-API, 4 resolver assignment, 5 deletion.</param>
/// <param name="Error">Extended response code.</param>
/// <param name="Key">Data of the mode, up to 65,535 octets.</param>
/// <param name="OtherData">Nothing, up to 65,535 octets.</param>
[RdataType(DnsType.TKEY)]
public sealed partial record TkeyData(
    [Field<NameField>] DomainName Algorithm,
    [Field<TimeField>] uint Inception,
    [Field<TimeField>] uint Expiration,
    [Field<UInt16Field>] ushort Mode,
    [Field<TsigErrorField>] Rcode Error,
    [Field<SizedBase64Field>] ReadOnlyMemory<byte> Key,
    [Field<SizedBase64Field>] ReadOnlyMemory<byte> OtherData) : Rdata;
