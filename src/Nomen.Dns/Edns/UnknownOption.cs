namespace Nomen.Dns.Edns;

/// <summary>An option that has no type of its own here, or whose data breaks the option's rules: octets as they are.</summary>
/// <remarks><see cref="EdnsOption.TryRead"/> on code and data tells which of the two.</remarks>
public sealed record UnknownOption : OctetsOption
{
    /// <summary>Takes octets; they are not copied.</summary>
    /// <exception cref="ArgumentException">More than 65,535 octets.</exception>
    public UnknownOption(EdnsOptionCode code, ReadOnlyMemory<byte> data)
        : base(code, data)
    {
    }
}
