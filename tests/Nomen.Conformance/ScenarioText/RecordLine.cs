using System.Globalization;
using Nomen.Conformance.Scenarios;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Reads question and record lines, and the two directives that hold for the lines behind them.</summary>
internal sealed class RecordLine
{
    private const uint InitialTtl = 3600;

    private DomainName _origin = DomainName.Root;
    private uint _ttl = InitialTtl;

    /// <summary>Relative names are relative to the root again.</summary>
    public void ResetOrigin() => _origin = DomainName.Root;

    /// <summary>Takes <c>$ORIGIN</c> and <c>$TTL</c>.</summary>
    public bool TryReadDirective(string keyword, string[] words)
    {
        switch (keyword)
        {
            case "$ORIGIN":
                _origin = DomainName.Parse(words[0], _origin);
                return true;
            case "$TTL":
                _ttl = uint.Parse(words[0], NumberStyles.None, CultureInfo.InvariantCulture);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads <c>name [class] type</c>; a stray time to live is passed over.</summary>
    public DnsQuestion ReadQuestion(string line)
    {
        EntryRecord record = ReadRecord(line, anyIsType: true);
        return new DnsQuestion(record.Owner, record.Type, record.Class);
    }

    /// <summary>Reads <c>owner [ttl] [class] type rdata</c>.</summary>
    public EntryRecord ReadRecord(string line) => ReadRecord(line, anyIsType: false);

    private EntryRecord ReadRecord(string line, bool anyIsType)
    {
        string rest = line;
        DomainName owner = DomainName.Parse(TakeWord(ref rest), _origin);
        uint ttl = _ttl;
        DnsClass @class = DnsClass.IN;
        while (true)
        {
            string word = TakeWord(ref rest);
            if (uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds))
            {
                ttl = seconds;
            }
            else if (DnsTypeText.TryParse(word, out DnsType type) && (anyIsType || type != DnsType.ANY))
            {
                return new EntryRecord(owner, ttl, @class, type, rest, _origin);
            }
            else if (!DnsTypeText.TryParse(word, out @class))
            {
                throw new FormatException($"expected a time to live, a class or a type, found {word}");
            }
        }
    }

    private static string TakeWord(ref string text)
    {
        int blank = text.AsSpan().IndexOfAny(' ', '\t');
        string word = blank < 0 ? text : text[..blank];
        text = blank < 0 ? string.Empty : text[blank..].TrimStart();
        return word;
    }
}
