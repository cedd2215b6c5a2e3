namespace Nomen.Conformance.Tests.Corpus;

/// <summary>A test over the shared tree; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = SharedTree.WhyMissing;
}
