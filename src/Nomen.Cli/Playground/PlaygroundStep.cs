using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Playground;

/// <summary>One question of the tour, and what has to come of it.</summary>
/// <param name="Title">What it shows, for a person.</param>
/// <param name="Name">Name to ask for.</param>
/// <param name="Type">Type to ask for.</param>
internal sealed record PlaygroundStep(string Title, string Name, DnsType Type)
{
    /// <summary>Through which transport.</summary>
    public PlaygroundRoute Route { get; init; } = PlaygroundRoute.DatagramStream;

    /// <summary>Response code to come.</summary>
    public Rcode Rcode { get; init; } = Rcode.NoError;

    /// <summary>Whether AA has to be set.</summary>
    public bool IsAuthoritative { get; init; } = true;

    /// <summary>Whether TC has to be set.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>What has to carry the response.</summary>
    public DnsProtocol Protocol { get; init; } = DnsProtocol.Udp;

    /// <summary>Types of the records in the answer section, each with how often it is there.</summary>
    public IReadOnlyList<(DnsType Type, int Count)> Answers { get; init; } = [];

    /// <summary>Types of the records in the authority section, in order.</summary>
    public IReadOnlyList<DnsType> Authority { get; init; } = [];

    /// <summary>A sentence about what to look at in the answer; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>The request.</summary>
    public DnsRequest ToRequest() => DnsRequest.Query(Name, Type).With(DnsFlags.None);

    /// <summary>What is not as it should be; empty when all is.</summary>
    public IEnumerable<string> Differences(DnsResponse response)
    {
        DnsFlags flags = response.Message.Flags;
        IEnumerable<(DnsType, int)> answers = response.Message.ReadRecords(DnsSection.Answer).CountBy(record => record.Type).Select(pair => (pair.Key, pair.Value));
        IEnumerable<DnsType> authority = response.Message.ReadRecords(DnsSection.Authority).Select(record => record.Type);
        (string What, bool IsRight)[] checks =
        [
            ($"response code {Rcode}", response.Rcode == Rcode),
            ($"AA {IsAuthoritative}", flags.HasFlag(DnsFlags.AA) == IsAuthoritative),
            ($"TC {IsTruncated}", flags.HasFlag(DnsFlags.TC) == IsTruncated),
            ($"protocol {Protocol}", response.Protocol == Protocol),
            ($"answer section {string.Join(", ", Answers)}", answers.SequenceEqual(Answers)),
            ($"authority section {string.Join(", ", Authority)}", authority.SequenceEqual(Authority)),
        ];
        return checks.Where(check => !check.IsRight).Select(check => check.What);
    }
}
