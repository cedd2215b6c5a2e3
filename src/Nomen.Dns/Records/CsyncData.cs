using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>What a child wants its parent to copy (RFC 7477 section 2.1).</summary>
/// <param name="Serial">Serial of the SOA that it goes with.</param>
/// <param name="Flags">1 immediate, 2 only from that serial on.</param>
/// <param name="Types">Types to copy; may be empty.</param>
[RdataType(DnsType.CSYNC)]
public sealed partial record CsyncData(
    [Field<UInt32Field>] uint Serial,
    [Field<UInt16Field>] ushort Flags,
    [Field<TypeBitmapField>] TypeBitmap Types) : Rdata;
