using Nomen.Conformance.Reporting;

namespace Nomen.Conformance.Vectors;

/// <summary>One case of a vector file.</summary>
/// <param name="Folder">The folder that says what kind it is: rdata, messages ...</param>
/// <param name="Path">The file.</param>
/// <param name="Row">Names the row within the file.</param>
/// <param name="Verdict">How it ended.</param>
internal sealed record VectorRow(string Folder, string Path, string Row, Verdict Verdict);
