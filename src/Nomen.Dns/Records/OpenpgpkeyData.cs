using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An OpenPGP key of a mail user (RFC 7929 section 2).</summary>
/// <param name="PublicKey">Transferable public key.</param>
[RdataType(DnsType.OPENPGPKEY)]
public sealed partial record OpenpgpkeyData([Field<Base64Field>] ReadOnlyMemory<byte> PublicKey) : Rdata;
