namespace Nomen.Testing.Knobs;

/// <summary>Says which option a test proves to have an effect: the test fails when the option does nothing. <c>docs/options.md</c> is generated from these.</summary>
/// <remarks>A plain attribute: it needs no test framework.</remarks>
/// <param name="options">The options record that declares the property.</param>
/// <param name="property">Name of the property; use <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class KnobAttribute(Type options, string property) : Attribute
{
    /// <summary>The options record.</summary>
    public Type Options { get; } = options;

    /// <summary>Name of the property.</summary>
    public string Property { get; } = property;
}
