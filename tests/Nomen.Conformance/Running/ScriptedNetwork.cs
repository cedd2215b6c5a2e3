using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Running;

/// <summary>The name servers of a scenario: finds the canned reply to a query, by the dialect's search order (FORMAT.md section 2).</summary>
internal sealed class ScriptedNetwork
{
    private readonly Scenario _scenario;
    private readonly EntryMatcher _matcher;
    private readonly ScenarioTrace _trace;
    private readonly Dictionary<ScenarioEntry, CompiledEntry> _compiled = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ScenarioEntry> _used = new(ReferenceEqualityComparer.Instance);
    private readonly List<PendingQuery> _pending = [];
    private readonly Queue<Action> _arrivals = new();

    public ScriptedNetwork(Scenario scenario, EntryMatcher matcher, ScenarioTrace trace)
    {
        _scenario = scenario;
        _matcher = matcher;
        _trace = trace;
    }

    /// <summary>Puts off what happens at an end of a connection: it is an event from outside, done when nothing else is ready.</summary>
    public void Post(Action arrival) => _arrivals.Enqueue(arrival);

    /// <summary>Takes what was put off longest ago.</summary>
    public bool TryTakeArrival([MaybeNullWhen(false)] out Action arrival) => _arrivals.TryDequeue(out arrival);

    /// <summary>The step number that decides which ranges are in force.</summary>
    public int Current { get; set; }

    /// <summary>The first query that the scenario does not answer though it must; null for none.</summary>
    public string? Undefined { get; private set; }

    /// <summary>Queries that wait, oldest first. Only testbound lets any wait.</summary>
    public IReadOnlyList<PendingQuery> Pending => _pending;

    /// <summary>Entries that must be used and were not.</summary>
    public IEnumerable<ScenarioEntry> UnusedMandatory => _scenario.Ranges.SelectMany(range => range.Entries).Where(entry => entry.IsMandatory && !_used.Contains(entry));

    /// <summary>The entry's messages, made once.</summary>
    public CompiledEntry Compile(ScenarioEntry entry)
    {
        if (!_compiled.TryGetValue(entry, out CompiledEntry? compiled))
        {
            _compiled[entry] = compiled = new CompiledEntry(entry, _scenario.Dialect);
        }

        return compiled;
    }

    /// <summary>Takes a query of the device.</summary>
    /// <param name="octets">The query on the wire, without a length.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="overTcp">Whether over a stream.</param>
    /// <param name="end">Ends it, now or at a later step.</param>
    public void Ask(ReadOnlySpan<byte> octets, IPEndPoint destination, bool overTcp, Action<UpstreamEnd> end)
    {
        UpstreamQuery query = new(PlainReader.Read(octets), destination, overTcp);
        _trace.Add($"asks {destination}{(overTcp ? " over TCP" : string.Empty)}: {query.Message}");
        if (_scenario.Dialect == Dialect.Testbound)
        {
            _pending.Add(new PendingQuery(query, end));
        }
        else if (Find(query) is { } entry)
        {
            Answer(new PendingQuery(query, end), entry);
        }
        else
        {
            Undefined ??= string.Join(", ", query.Message.Questions);
            if (_scenario.Dialect == Dialect.Deckard)
            {
                end(UpstreamEnd.Reply([ServFail(query.Message)]));
            }
        }
    }

    /// <summary>Answers the newest waiting query that a range in force covers.</summary>
    public bool TryAnswerPending()
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            if (Find(_pending[i].Query) is { } entry)
            {
                Answer(Take(_pending[i]), entry);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a query out of those that wait.</summary>
    public PendingQuery Take(PendingQuery query)
    {
        _pending.Remove(query);
        return query;
    }

    /// <summary>Sends an entry's message as the reply to a query, whether it matches or not.</summary>
    public void Answer(PendingQuery pending, CompiledEntry entry)
    {
        _used.Add(entry.Entry);
        ImmutableArray<byte[]> messages = ReplyBuilder.Build(entry, pending.Query, _scenario.Dialect);
        _trace.Add($"answered by the entry of line {entry.Entry.Line}{(messages.IsEmpty ? ", with silence" : string.Empty)}");
        if (!messages.IsEmpty)
        {
            pending.End(UpstreamEnd.Reply(messages));
        }
    }

    /// <summary>The entry that answers a query; null for none.</summary>
    public CompiledEntry? Find(UpstreamQuery query) => _scenario.Dialect switch
    {
        Dialect.Testbound => FindLastRange(query),
        Dialect.Deckard => FindFirstRange(query),
        _ => _scenario.Ranges.Where(InForce).SelectMany(range => range.Entries).Select(Compile).LastOrDefault(entry => Matches(entry, query)),
    };

    /// <summary>Testbound: ranges from the last to the first, of which only the last address counts; the first entry that matches.</summary>
    private CompiledEntry? FindLastRange(UpstreamQuery query) => _scenario.Ranges.Reverse()
        .Where(range => InForce(range) && (range.Addresses.IsEmpty || RangeAddress.Covers(range.Addresses[^1], query.Destination)))
        .SelectMany(range => range.Entries)
        .Select(Compile)
        .FirstOrDefault(entry => Matches(entry, query));

    /// <summary>Deckard: the first range that is eligible is the only one; without one, REPLY steps that were not used yet.</summary>
    private CompiledEntry? FindFirstRange(UpstreamQuery query)
    {
        bool isKnown = _scenario.Ranges.Any(range => IsFor(range, query));
        ScenarioRange? eligible = _scenario.Ranges.FirstOrDefault(range => InForce(range) && (!isKnown || range.Addresses.IsEmpty || IsFor(range, query)));
        IEnumerable<ScenarioEntry> entries = eligible?.Entries ?? _scenario.Steps
            .Where(step => step.Kind == StepKind.Reply && step.Number >= Current && !_used.Contains(step.Entry!))
            .Select(step => step.Entry!);
        return entries.Select(Compile).FirstOrDefault(entry => Matches(entry, query));
    }

    private static bool IsFor(ScenarioRange range, UpstreamQuery query) => range.Addresses.Any(address => RangeAddress.Covers(address, query.Destination));

    private bool InForce(ScenarioRange range) => range.From <= Current && Current <= range.To;

    private bool Matches(CompiledEntry entry, UpstreamQuery query) => _matcher.Differs(entry, query.Subject) is null;

    private static byte[] ServFail(PlainMessage query) =>
        PlainWriter.Write(query with { Flags = (ushort)(query.Flags | PlainMessage.QR), HeaderRcode = (byte)Rcode.ServFail, Answers = [], Authority = [], Additional = [] });
}
