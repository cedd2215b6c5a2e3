using System.Collections.Immutable;

namespace Nomen.Cli.Diff;

/// <summary>A record that some servers have and others have not.</summary>
/// <param name="Record">The record.</param>
/// <param name="At">Servers that have it.</param>
/// <param name="NotAt">Servers that have not.</param>
internal sealed record RecordDifference(ComparedRecord Record, ImmutableArray<string> At, ImmutableArray<string> NotAt);
