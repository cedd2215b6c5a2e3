using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Anything, with a coding (draft-eastlake-kitchen-sink-02 section 2).</summary>
/// <param name="Meaning">What the data is.</param>
/// <param name="Coding">How the data is coded.</param>
/// <param name="Subcoding">How it is coded further.</param>
/// <param name="Data">The data.</param>
[RdataType(DnsType.SINK)]
public sealed partial record SinkData(
    [Field<UInt8Field>] byte Meaning,
    [Field<UInt8Field>] byte Coding,
    [Field<UInt8Field>] byte Subcoding,
    [Field<OptionalBase64Field>] ReadOnlyMemory<byte> Data) : Rdata;
