using System.Collections.Immutable;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Matching;

/// <summary>An entry with its messages, which are made when they are first needed.</summary>
internal sealed class CompiledEntry(ScenarioEntry entry, Dialect dialect)
{
    /// <summary>The entry as written.</summary>
    public ScenarioEntry Entry { get; } = entry;

    /// <summary>The messages.</summary>
    public ImmutableArray<PlainMessage> Messages => field.IsDefault ? field = EntryCompiler.Compile(Entry, dialect) : field;

    /// <summary>Whether the entry has a word on a MATCH line.</summary>
    public bool Matches(string word) => Entry.Match.Contains(word);

    /// <summary>Whether the entry has a word on an ADJUST line.</summary>
    public bool Adjusts(string word) => Entry.Adjust.Contains(word);
}
