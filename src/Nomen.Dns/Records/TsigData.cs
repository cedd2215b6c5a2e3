using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Signature of a message with a shared secret (RFC 8945 section 4.2).</summary>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="TimeSigned">Seconds since 1970, 48 bits.</param>
/// <param name="Fudge">Seconds of error allowed in the time.</param>
/// <param name="Mac">The message authentication code, up to 65,535 octets.</param>
/// <param name="OriginalId">ID of the message when it was signed.</param>
/// <param name="Error">Extended response code; 0 in requests.</param>
/// <param name="OtherData">The server's time when the error is BADTIME, else empty.</param>
[RdataType(DnsType.TSIG)]
public sealed partial record TsigData(
    [Field<NameField>] DomainName Algorithm,
    [Field<UInt48Field>] ulong TimeSigned,
    [Field<UInt16Field>] ushort Fudge,
    [Field<SizedBase64Field>] ReadOnlyMemory<byte> Mac,
    [Field<UInt16Field>] ushort OriginalId,
    [Field<TsigErrorField>] Rcode Error,
    [Field<SizedBase64Field>] ReadOnlyMemory<byte> OtherData) : Rdata;
