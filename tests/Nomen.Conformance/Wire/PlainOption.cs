namespace Nomen.Conformance.Wire;

/// <summary>An EDNS option as the second reader sees it.</summary>
/// <param name="Code">Option code.</param>
/// <param name="Data">Its data.</param>
internal sealed record PlainOption(ushort Code, byte[] Data)
{
    public const ushort ClientSubnet = 8;
    public const ushort Cookie = 10;
    public const ushort ExtendedError = 15;
}
