namespace Nomen.Testing.Rfc;

/// <summary>Says which section of an RFC a test proves; <c>docs/rfcs.md</c> is generated from these.</summary>
/// <remarks>On a class it holds for every test of the class. A plain attribute: it needs no test framework.</remarks>
/// <param name="number">The RFC's number, such as 8767. Positive.</param>
/// <param name="section">The section as the RFC numbers it, such as <c>4</c>, <c>3.1.1</c> or <c>A.2</c>; empty for the whole RFC.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RfcAttribute(int number, string section = "") : Attribute
{
    /// <summary>The RFC's number.</summary>
    public int Number { get; } = number;

    /// <summary>The section as the RFC numbers it; empty for the whole RFC.</summary>
    public string Section { get; } = section;
}
