using System.Collections.Immutable;
using Nomen.Cli.Formats;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;

namespace Nomen.Cli.Diff;

/// <summary>What one server said to the question.</summary>
/// <param name="Server">The server as written.</param>
/// <param name="Status">Response code, or why there is none; compared.</param>
/// <param name="Records">Records of answer and authority; without OPT, signature and additional ones, which servers are free to add.</param>
internal sealed record ServerAnswer(string Server, string Status, ImmutableArray<ComparedRecord> Records)
{
    /// <summary>Whether the server answered at all.</summary>
    public bool IsResponse { get; private init; }

    /// <summary>An answer.</summary>
    public static ServerAnswer From(string server, DnsMessage message, bool withTtl)
    {
        ImmutableArray<ComparedRecord>.Builder records = ImmutableArray.CreateBuilder<ComparedRecord>();
        DnsMessageView view = message.View;
        foreach (DnsSection section in new[] { DnsSection.Answer, DnsSection.Authority })
        {
            foreach (RecordView record in view.Section(section))
            {
                records.Add(ComparedRecord.From(section, record.ToRecord(), withTtl));
            }
        }

        return new ServerAnswer(server, DigWords.Rcode(message.Rcode), [.. records.Distinct()]) { IsResponse = true };
    }

    /// <summary>No answer.</summary>
    public static ServerAnswer From(string server, TransportError error) => new(server, $"no reply ({error.Failure})", []);
}
