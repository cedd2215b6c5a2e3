using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A public key for SIG(0) and TKEY (RFC 2535 section 3, RFC 3445).</summary>
/// <param name="Flags">Kind and use of the key; both highest bits: there is no key.</param>
/// <param name="Protocol">3 is DNSSEC.</param>
/// <param name="Algorithm">Algorithm (IANA "DNS Security Algorithm Numbers").</param>
/// <param name="PublicKey">The key, in the form of its algorithm.</param>
[RdataType(DnsType.KEY)]
public sealed partial record KeyData(
    [Field<UInt16Field>] ushort Flags,
    [Field<UInt8Field>] byte Protocol,
    [Field<AlgorithmField>] DnssecAlgorithm Algorithm,
    [Field<OptionalBase64Field>] ReadOnlyMemory<byte> PublicKey) : Rdata
{
    private const int NoKey = 0xc000;

    /// <summary>RFC 2535 section 3.1.2: only a record that says so has no key.</summary>
    private string? FindRuleFlaw() => PublicKey.IsEmpty && (Flags & NoKey) != NoKey ? "a public key" : null;
}
