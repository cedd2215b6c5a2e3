using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Asks for all records of the DNSSEC chain down from a name (RFC 7901).</summary>
/// <param name="ClosestTrustPoint">The lowest name whose key the client trusts already; the root asks for the whole chain.</param>
public sealed record ChainOption(DomainName ClosestTrustPoint) : EdnsOption, IEdnsOption<ChainOption>
{
    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Chain;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ChainOption? option, out FormatError error)
    {
        bool good = DomainName.TryFromWire(data, out DomainName name);
        error = good ? default : new FormatError(FormatErrorKind.Name, 0);
        option = good ? new ChainOption(name) : null;
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer) => writer.WriteName(ClosestTrustPoint, compressible: false);

    /// <inheritdoc/>
    protected override string ShowValue() => ClosestTrustPoint.ToString();
}
