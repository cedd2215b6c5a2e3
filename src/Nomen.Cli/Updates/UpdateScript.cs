using System.Collections.Immutable;
using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Cli.Servers;
using Nomen.Client.Updates;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Cli.Updates;

/// <summary>Reads nsupdate's language line by line: server, zone, class, ttl, prereq, update, send, show, answer, quit.</summary>
internal sealed class UpdateScript
{
    private readonly List<Action<DnsUpdate>> _lines = [];
    private ServerWord? _server;
    private int? _port;
    private TsigKey? _key;
    private DnsClass _class = DnsClass.IN;
    private uint? _ttl;
    private DomainName? _firstName;

    /// <summary>The zone that a line names; null when none does.</summary>
    public DomainName? Zone { get; private set; }

    /// <summary>Whether nothing was put together since the last sending.</summary>
    public bool IsEmpty => _lines.Count == 0;

    /// <summary>The first name that is to be changed.</summary>
    public DomainName FirstName => _firstName ?? DomainName.Root;

    /// <summary>Takes a line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public UpdateStep Take(string line)
    {
        ScriptWords words = new(line);
        string? verb = words.TryNext();
        switch (verb?.ToLowerInvariant())
        {
            case null:
                // As with nsupdate an empty line sends; one with a comment does not.
                return line.AsSpan().Trim().IsEmpty ? UpdateStep.Send : UpdateStep.None;
            case "send":
                return UpdateStep.Send;
            case "show":
                return UpdateStep.Show;
            case "answer":
                return UpdateStep.Answer;
            case "quit":
                return UpdateStep.Quit;
            case "prereq":
                TakePrerequisite(words.Next("yxdomain, nxdomain, yxrrset or nxrrset"), words);
                break;
            case "yxdomain" or "nxdomain" or "yxrrset" or "nxrrset":
                TakePrerequisite(verb, words);
                break;
            case "update":
                TakeChange(words.Next("add or delete"), words);
                break;
            case "add" or "delete" or "del":
                TakeChange(verb, words);
                break;
            default:
                TakeSetting(verb, words);
                break;
        }

        return UpdateStep.None;
    }

    /// <summary>The arguments with what the script says about the server.</summary>
    public QueryArguments Apply(QueryArguments arguments) => arguments with
    {
        Servers = _server is null ? arguments.Servers : [_server],
        Port = _port ?? arguments.Port,
        Key = _key ?? arguments.Key,
    };

    /// <summary>The update that was put together.</summary>
    /// <exception cref="UsageException">A name is not in the zone.</exception>
    public DnsRequest ToRequest(DomainName zone)
    {
        DnsUpdate update = DnsUpdate.For(zone, _class);
        try
        {
            foreach (Action<DnsUpdate> line in _lines)
            {
                line(update);
            }
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }

        return update.ToRequest();
    }

    /// <summary>Forgets what was put together; server, zone, class and TTL stay.</summary>
    public void Clear()
    {
        _lines.Clear();
        _firstName = null;
    }

    private void TakeSetting(string verb, ScriptWords words)
    {
        switch (verb.ToLowerInvariant())
        {
            case "server":
                _server = ServerWord.Parse(words.Next("a server"));
                _port = words.TryNext() is { } port ? (int)Number(port, "a port", ushort.MaxValue) : null;
                break;
            case "key":
                // nsupdate writes "[algorithm:]name secret" where -y has a colon.
                _key = KeyArguments.Parse($"{words.Next("a key's name")}:{words.Next("a key's secret")}");
                break;
            case "zone":
                Zone = words.NextName();
                break;
            case "class":
                _class = DnsTypeText.TryParse(words.Next("a class"), out DnsClass @class) ? @class : throw new UsageException("expected a class such as IN");
                break;
            case "ttl":
                _ttl = Number(words.Next("a TTL"), "a TTL in seconds", int.MaxValue);
                break;
            default:
                throw new UsageException($"unknown command '{verb}'; expected server, key, zone, class, ttl, prereq, update, send, show, answer or quit");
        }

        words.ExpectEnd();
    }

    private void TakePrerequisite(string kind, ScriptWords words)
    {
        DomainName owner = Owner(words);
        switch (kind.ToLowerInvariant())
        {
            case "yxdomain":
                Add(update => update.Require(Prerequisite.NameInUse(owner)));
                break;
            case "nxdomain":
                Add(update => update.Require(Prerequisite.NameNotInUse(owner)));
                break;
            case "nxrrset":
                words.SkipClass();
                DnsType absent = words.NextType();
                Add(update => update.Require(Prerequisite.RrsetDoesNotExist(owner, absent)));
                break;
            case "yxrrset":
                words.SkipClass();
                TakeExistence(owner, words.NextType(), words.Rest());
                return;
            default:
                throw new UsageException($"expected yxdomain, nxdomain, yxrrset or nxrrset, not '{kind}'");
        }

        words.ExpectEnd();
    }

    private void TakeExistence(DomainName owner, DnsType type, string data)
    {
        if (data.Length == 0)
        {
            Add(update => update.Require(Prerequisite.RrsetExists(owner, type)));
            return;
        }

        // Several lines of one name and type are one RRset, of several values: the server puts them together.
        ImmutableArray<Rdata> values = [Rdata.Parse(type, data)];
        Add(update => update.Require(Prerequisite.RrsetIs(owner, values)));
    }

    private void TakeChange(string kind, ScriptWords words)
    {
        DomainName owner = Owner(words);
        uint? ttl = words.TryNextNumber();
        words.SkipClass();
        if (kind.Equals("add", StringComparison.OrdinalIgnoreCase))
        {
            uint lifetime = ttl ?? _ttl ?? throw new UsageException("expected a TTL in seconds after the name, or a line 'ttl SECONDS' before");
            DnsType added = words.NextType();
            Rdata data = Rdata.Parse(added, words.Rest());
            Add(update => update.Add(owner, lifetime, data));
            return;
        }

        if (!kind.Equals("delete", StringComparison.OrdinalIgnoreCase) && !kind.Equals("del", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"expected add or delete, not '{kind}'");
        }

        if (words.IsAtEnd)
        {
            Add(update => update.Delete(owner));
            return;
        }

        DnsType type = words.NextType();
        string rest = words.Rest();
        if (rest.Length == 0)
        {
            Add(update => update.Delete(owner, type));
            return;
        }

        Rdata deleted = Rdata.Parse(type, rest);
        Add(update => update.Delete(owner, deleted));
    }

    private DomainName Owner(ScriptWords words)
    {
        DomainName owner = words.NextName();
        _firstName ??= owner;
        return owner;
    }

    private void Add(Action<DnsUpdate> line) => _lines.Add(line);

    private static uint Number(string text, string expected, uint most) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && number <= most ? number : throw new UsageException($"expected {expected}, not '{text}'");
}
