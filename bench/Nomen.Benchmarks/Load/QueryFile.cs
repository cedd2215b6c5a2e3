using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Benchmarks.Load;

/// <summary>Reads files of lines <c>name TYPE</c>, as dnsperf has them.</summary>
internal static class QueryFile
{
    /// <summary>The questions in order.</summary>
    /// <exception cref="FormatException">A line is wrong; the message has its number.</exception>
    public static DnsQuestion[] Read(string path)
    {
        List<DnsQuestion> questions = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] parts = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || parts[0].StartsWith(';') || parts[0].StartsWith('#'))
            {
                continue;
            }

            if (parts.Length != 2 || !DomainName.TryParse(parts[0], out DomainName name) || !DnsTypeText.TryParse(parts[1], out DnsType type))
            {
                throw new FormatException($"{path}:{number}: expected 'name TYPE', found '{line}'.");
            }

            questions.Add(new DnsQuestion(name, type));
        }

        return questions.Count > 0 ? [.. questions] : throw new FormatException($"{path}: no queries.");
    }
}
