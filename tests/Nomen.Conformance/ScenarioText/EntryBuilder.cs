using Nomen.Conformance.Scenarios;
using Nomen.Dns.Messages;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Collects the parts of an entry while its lines are read.</summary>
internal sealed class EntryBuilder(int line)
{
    private readonly List<EntryMessage> _messages = [];
    private readonly List<EntryRecord>[] _sections = [[], [], []];
    private readonly List<string> _match = [];
    private bool _hasMatch;

    public List<string> Adjust { get; } = [];

    public List<string> Reply { get; } = [];

    public List<DnsQuestion> Questions { get; } = [];

    public EntrySection? Section { get; private set; }

    public string? Opcode { get; set; }

    public string? EdnsDataHex { get; set; }

    public string? OctetsHex { get; set; }

    public bool IsRaw { get; set; }

    public bool IsMandatory { get; set; }

    public string? Tsig { get; set; }

    /// <summary>Records of a section but the question.</summary>
    public List<EntryRecord> Records(EntrySection section) => _sections[(int)section - 1];

    /// <summary>Takes the words of a MATCH line, of which there may be none.</summary>
    public void AddMatch(string[] words)
    {
        _hasMatch = true;
        _match.AddRange(words);
    }

    /// <summary>The following lines belong to another section.</summary>
    public void BeginSection(LineCursor lines) => Section = lines.Rest switch
    {
        "QUESTION" => EntrySection.Question,
        "ANSWER" => EntrySection.Answer,
        "AUTHORITY" => EntrySection.Authority,
        "ADDITIONAL" => EntrySection.Additional,
        _ => throw lines.Error($"expected QUESTION, ANSWER, AUTHORITY or ADDITIONAL, found {lines.Rest}"),
    };

    /// <summary>Ends a message of several; the next one begins.</summary>
    public void EndMessage()
    {
        _messages.Add(new EntryMessage
        {
            Questions = [.. Questions],
            Answers = [.. _sections[0]],
            Authority = [.. _sections[1]],
            Additional = [.. _sections[2]],
        });
        Questions.Clear();
        foreach (List<EntryRecord> section in _sections)
        {
            section.Clear();
        }

        Section = null;
    }

    /// <summary>Ends the entry.</summary>
    public ScenarioEntry Build()
    {
        EndMessage();
        return new ScenarioEntry
        {
            Line = line,
            Match = [.. _match],
            HasMatch = _hasMatch,
            Adjust = [.. Adjust],
            Reply = [.. Reply],
            Opcode = Opcode,
            Messages = [.. _messages],
            EdnsDataHex = EdnsDataHex,
            OctetsHex = OctetsHex,
            IsRaw = IsRaw,
            IsMandatory = IsMandatory,
            Tsig = Tsig,
        };
    }
}
