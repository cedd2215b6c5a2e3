using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository.Documents;

/// <summary>Finds the <c>[Knob]</c> attributes of the tests in their source.</summary>
internal static partial class KnobScan
{
    /// <summary>The attributes of one file; those of a whole repository are those of all its tests.</summary>
    internal static IEnumerable<KnobMark> Marks(string file, IEnumerable<string> lines) =>
        from found in AttributeScan.Find(KnobAttribute(), lines)
        select new KnobMark(found.Attribute.Groups["options"].Value, found.Attribute.Groups["property"].Value, found.Declared, file);

    // The property is written as nameof(XOptions.Y), or as a text.
    [GeneratedRegex(@"[\[,]\s*Knob\(\s*typeof\((\w+\.)*(?<options>\w+)\)\s*,\s*(nameof\((\w+\.)*(?<property>\w+)\)|""(?<property>\w+)"")\s*\)(?=\s*[\],])", RegexOptions.ExplicitCapture)]
    private static partial Regex KnobAttribute();
}
