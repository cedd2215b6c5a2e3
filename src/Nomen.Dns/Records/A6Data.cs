using System.Net;
using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A part of an IPv6 address, and the name that has the rest; replaced by AAAA (RFC 2874, RFC 6563).</summary>
/// <param name="PrefixLength">Bits that the prefix has, 0 to 128.</param>
/// <param name="AddressSuffix">The rest of the address, with zero bits in place of the prefix.</param>
/// <param name="PrefixName">Where the prefix is found; null when there is none.</param>
[RdataType(DnsType.A6, InternetOnly = true, WireForm = typeof(A6Form), TextForm = typeof(A6Form))]
public sealed partial record A6Data(
    [Field<UInt8Field>] byte PrefixLength,
    [Field<IPv6Field>] IPAddress AddressSuffix,
    DomainName? PrefixName) : Rdata;
