namespace Nomen.Dns.Generators.Rdata;

/// <summary>A codec, and which of the optional members it has.</summary>
/// <param name="Name">Its type, fully qualified; empty when there is none.</param>
/// <param name="Size">Octets on the wire when they are fixed (<c>Size</c>), else -1.</param>
/// <param name="HasCanonical">Whether it has <c>WriteCanonical</c>.</param>
/// <param name="HasEqual">Whether it has <c>Equal</c> and <c>AddHash</c>.</param>
/// <param name="HasCheck">Whether it has <c>Check</c>.</param>
/// <param name="HasFlaw">Whether it has <c>FindFlaw</c>.</param>
/// <param name="HasCanPrint">Whether it has <c>CanPrint</c>.</param>
internal record struct CodecModel(string Name, int Size, bool HasCanonical, bool HasEqual, bool HasCheck, bool HasFlaw, bool HasCanPrint)
{
    public readonly bool Exists => Name.Length > 0;
}
