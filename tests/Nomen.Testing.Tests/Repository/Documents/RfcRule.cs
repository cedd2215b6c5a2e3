namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>One <c>[Rfc]</c> attribute in the source: a rule, and the test or test class that proves it.</summary>
internal sealed record RfcRule(int Number, string Section, string Test, string File);
