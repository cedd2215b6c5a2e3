using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Name server identifier: which server of several behind one address answered (RFC 5001). Empty in a query, which asks for it.</summary>
public sealed record NsidOption : OctetsOption, IEdnsOption<NsidOption>
{
    /// <summary>Takes the identifier; it is not copied.</summary>
    /// <exception cref="ArgumentException">More than 65,535 octets.</exception>
    public NsidOption(ReadOnlyMemory<byte> identifier = default)
        : base(EdnsOptionCode.Nsid, identifier)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.Nsid;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out NsidOption? option, out FormatError error)
    {
        error = default;
        option = new NsidOption(data.ToArray());
        return true;
    }
}
