using System.Runtime.CompilerServices;

namespace Nomen.Dns.Wire;

/// <summary>What one pass of validation over a message remembers: names already checked, the steps that pointers cost so far, the first error.</summary>
/// <remarks>Lives on the stack; <see langword="default"/> is ready to use. Low-level: for rdata codecs and message readers.</remarks>
public ref struct WireScan
{
    /// <summary>Most compression pointers that one name may follow: one per label (RFC 1035 section 4.1.4 sets no limit).</summary>
    internal const int MaxHops = 127;

    /// <summary>
    /// Labels and pointers followed behind a first pointer, for the whole message. An honest message of 64 KiB (2,500 PTR records
    /// of a reverse zone are the worst) needs 90,000; without a budget, pointers to pointers make 65,000 octets cost 54 ms.
    /// </summary>
    internal const int MaxSteps = 262_144;

    internal CheckedNames Checked;
    internal int Steps;

    private FormatErrorKind _kind;
    private int _offset;

    /// <summary>The first error found.</summary>
    public readonly FormatError Error => new(_kind, _offset);

    /// <summary>Notes an error and returns -1, the position that means "bad". Only the first one is kept.</summary>
    public int Fail(FormatErrorKind kind, int offset)
    {
        if (_kind == FormatErrorKind.None)
        {
            _kind = kind;
            _offset = offset;
        }

        return -1;
    }

    /// <summary>64 slots of names checked: offset in the upper half, then 8 bits of pointers followed and 8 bits of expanded length.</summary>
    [InlineArray(64)]
    internal struct CheckedNames
    {
        private uint _slot;
    }
}
