namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>One <c>[Knob]</c> attribute in the source: an option, and the test that fails when the option does nothing.</summary>
internal sealed record KnobMark(string Options, string Property, string Test, string File);
