using System.Text;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Extended DNS error (RFC 8914): why, beyond the response code. Never changes how an answer is used.</summary>
/// <param name="InfoCode">The reason.</param>
/// <param name="Text">More for a person, UTF-8 on the wire; may be empty.</param>
public sealed record ExtendedError(ExtendedErrorCode InfoCode, string Text = "") : EdnsOption
{
    /// <inheritdoc/>
    public override EdnsOptionCode Code => EdnsOptionCode.ExtendedError;

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        writer.WriteUInt16((ushort)InfoCode);
        writer.WriteOctets(Encoding.UTF8.GetBytes(Text));
    }
}
