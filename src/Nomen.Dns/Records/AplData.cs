using System.Collections.Immutable;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Ranges of addresses (RFC 3123 section 4).</summary>
/// <param name="Items">The ranges in order; may be empty.</param>
[RdataType(DnsType.APL, InternetOnly = true)]
public sealed partial record AplData([Field<AplField>] ImmutableArray<AplItem> Items) : Rdata;
