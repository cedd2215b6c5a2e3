namespace Nomen.Conformance.ScenarioText;

/// <summary>The section that the lines of an entry belong to.</summary>
internal enum EntrySection
{
    /// <summary>Question lines: name, class, type.</summary>
    Question,

    /// <summary>Records of the answer.</summary>
    Answer,

    /// <summary>Records of the authority section.</summary>
    Authority,

    /// <summary>Records of the additional section.</summary>
    Additional,
}
