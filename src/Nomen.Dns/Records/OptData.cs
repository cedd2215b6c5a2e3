using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>The options of EDNS, as octets (RFC 6891 section 6.1.2).</summary>
/// <remarks>Messages give the record as a whole, see <see cref="Nomen.Dns.Messages.DnsMessage"/>; this is for those who walk records one by one.</remarks>
/// <param name="Options">Each a code, a length and data; at most 100.</param>
[RdataType(DnsType.OPT)]
public sealed partial record OptData([Field<EdnsOptionsField>] ReadOnlyMemory<byte> Options) : Rdata;
