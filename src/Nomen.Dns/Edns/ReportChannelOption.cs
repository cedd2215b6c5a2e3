using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Where to report errors with a zone, in answers (RFC 9567).</summary>
/// <param name="AgentDomain">The domain of the agent that takes reports; the root means that there is none.</param>
public sealed record ReportChannelOption(DomainName AgentDomain) : EdnsOption, IEdnsOption<ReportChannelOption>
{
    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.ReportChannel;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ReportChannelOption? option, out FormatError error)
    {
        bool good = DomainName.TryFromWire(data, out DomainName name);
        error = good ? default : new FormatError(FormatErrorKind.Name, 0);
        option = good ? new ReportChannelOption(name) : null;
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer) => writer.WriteName(AgentDomain, compressible: false);

    /// <inheritdoc/>
    protected override string ShowValue() => AgentDomain.ToString();
}
