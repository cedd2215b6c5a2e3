using System.Collections.Frozen;
using Nomen.Client.Upstreams;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Arguments;

/// <summary>Every <c>+flag</c>, once: parsing, <c>--help</c> and the suggestions for mistyped ones read this table.</summary>
internal static class FlagTable
{
    /// <summary>The flags in the order of the help text.</summary>
    public static readonly Flag[] All =
    [
        // What is sent.
        Header("rdflag", DnsFlags.RD, "ask for recursion (on)") with { Aliases = ["recurse", "rec"] },
        Header("adflag", DnsFlags.AD, "set AD: tell whether the answer is authentic (on)") with { Aliases = ["ad"] },
        Header("cdflag", DnsFlags.CD, "set CD: no DNSSEC validation by the server") with { Aliases = ["cd"] },
        Header("aaflag", DnsFlags.AA, "set AA in the query") with { Aliases = ["aaonly", "aa"] },
        Header("tcflag", DnsFlags.TC, "set TC in the query") with { Aliases = ["tc"] },
        Header("raflag", DnsFlags.RA, "set RA in the query") with { Aliases = ["ra"] },
        Header("zflag", DnsFlags.Z, "set the reserved header bit") with { Aliases = ["z"] },
        new("opcode", FlagValue.Required, "opcode by name or number", (a, on, v) => a with { Opcode = on ? Values.Opcode(v!) : Opcode.Query }),
        new("header-only", FlagValue.None, "send a header without a question", (a, on, _) => a with { HeaderOnly = on }),
        new("edns", FlagValue.Optional, "EDNS and its version (on, 0); +noedns sends none", (a, on, v) => a with { Edns = on ? (a.Edns ?? EdnsRecord.Default) with { Version = (byte)Values.Number("edns", v ?? "0", 0, 255) } : null }),
        Edns("dnssec", "ask for DNSSEC records (DO)", (e, on) => e with { DnssecOk = on }) with { Aliases = ["do"] },
        Edns("coflag", "take compact denial answers (CO, RFC 9824)", (e, on) => e with { CompactOk = on }) with { Aliases = ["co"] },
        new("ednsflags", FlagValue.Required, "the undefined EDNS flag bits", (a, on, v) => WithEdns(a, e => e with { ReservedFlags = on ? (ushort)Values.Number("ednsflags", v!, 0, 0x3fff) : (ushort)0 })),
        new("bufsize", FlagValue.Required, "EDNS payload size in octets (1232); 0 sends 0", (a, on, v) => WithEdns(a, e => e with { PayloadSize = on ? (ushort)Values.Number("bufsize", v!, 0, 65535) : null })),
        new("nsid", FlagValue.None, "ask for the server's identifier (RFC 5001)", (a, on, _) => WithOption(a, on, EdnsOptionCode.Nsid, Values.Empty)),
        new("cookie", FlagValue.Optional, "send a DNS cookie, random or as given (RFC 7873; on)", (a, on, v) => WithOption(a, on, EdnsOptionCode.Cookie, () => Values.Cookie(v)) with { Cookie = on }) { ValueName = "HEX" },
        new("subnet", FlagValue.Required, "client subnet to send (RFC 7871); 0 asks for privacy", (a, on, v) => WithOption(a, on, EdnsOptionCode.ClientSubnet, () => Values.Subnet(v!))) { ValueName = "ADDR[/LEN]" },
        new("expire", FlagValue.None, "ask for the zone's time to expiry (RFC 7314)", (a, on, _) => WithOption(a, on, EdnsOptionCode.Expire, Values.Empty)),
        new("keepalive", FlagValue.None, "ask for the idle time of TCP (RFC 7828)", (a, on, _) => WithOption(a, on, EdnsOptionCode.TcpKeepalive, Values.Empty)),
        new("zoneversion", FlagValue.None, "ask for the zone's version (RFC 9660)", (a, on, _) => WithOption(a, on, EdnsOptionCode.ZoneVersion, Values.Empty)),
        new("padding", FlagValue.Required, "pad the query to a multiple of so many octets (RFC 7830); 0 for none", (a, on, v) => a with { PaddingBlock = on ? Values.Number("padding", v!, 0, 512) : 0 }),
        new("ednsopt", FlagValue.Optional, "any EDNS option, by name or number, with hex data; +noednsopt drops them all", Values.AnyOption) { ValueName = "CODE[:HEX]" },

        // How it is sent.
        new("tcp", FlagValue.None, "ask over TCP", (a, on, _) => a with { UseTcp = on }) { Aliases = ["vc"] },
        Via("tls", UpstreamScheme.Tls, "ask over TLS (port 853); the server need not prove who it is unless +tls-ca or +tls-hostname"),
        new("tls-ca", FlagValue.Optional, "check the server's certificate, by the authorities of a PEM file or the system's", (a, on, v) => Encrypt(a, e => e with { UseAuthorities = on, AuthorityFile = on ? v : null })) { ValueName = "FILE" },
        new("tls-hostname", FlagValue.Required, "name that the server's certificate must have", (a, on, v) => Encrypt(a, e => e with { HostName = on ? v : null })) { ValueName = "NAME" },
        new("tls-certfile", FlagValue.Required, "PEM file of our own certificate", (a, on, v) => Encrypt(a, e => e with { CertificateFile = on ? v : null })) { ValueName = "FILE" },
        new("tls-keyfile", FlagValue.Required, "PEM file of our own key", (a, on, v) => Encrypt(a, e => e with { KeyFile = on ? v : null })) { ValueName = "FILE" },
        Http("https", useGet: null, isPlain: false, "ask over HTTPS (port 443)"),
        Http("https-get", useGet: true, isPlain: false, "the same, with GET"),
        Http("https-post", useGet: false, isPlain: false, "the same, with POST (as +https)"),
        Http("http-plain", useGet: null, isPlain: true, "ask over HTTP without TLS (port 80)"),
        Http("http-plain-get", useGet: true, isPlain: true, "the same, with GET"),
        Http("http-plain-post", useGet: false, isPlain: true, "the same, with POST (as +http-plain)"),
        Via("quic", UpstreamScheme.Quic, "ask over QUIC (port 853), where the system has it"),
        new("ignore", FlagValue.None, "show a truncated answer, do not ask again over TCP", (a, on, _) => a with { IgnoreTruncation = on }),
        new("timeout", FlagValue.Required, "seconds to wait for a server (5)", (a, on, v) => a with { Timeout = TimeSpan.FromSeconds(on ? Values.Number("timeout", v!, 1, 60) : 5) }) { Aliases = ["time"], ValueName = "SECONDS" },
        new("tries", FlagValue.Required, "how often a query is sent over UDP (3)", (a, on, v) => a with { Attempts = on ? Values.Number("tries", v!, 1, 10) : 3 }),
        new("retry", FlagValue.Required, "how often it is sent again (2)", (a, on, v) => a with { Attempts = on ? Values.Number("retry", v!, 0, 9) + 1 : 3 }),

        // What is shown.
        new("short", FlagValue.None, "rdata of the answers only", (a, on, _) => a with { Format = on ? OutputFormat.Short : null }),
        new("yaml", FlagValue.None, "as YAML, like dig's", (a, on, _) => a with { Format = on ? OutputFormat.Yaml : null }),
        Show("all", "all parts of dig's format", (d, on) => d.WithAll(on)),
        Show("cmd", "the first line, with the arguments", (d, on) => d with { Command = on }),
        Show("comments", "header and section lines", (d, on) => d with { Comments = on }),
        Show("question", "the question section", (d, on) => d with { Question = on }),
        Show("answer", "the answer section", (d, on) => d with { Answer = on }),
        Show("authority", "the authority section", (d, on) => d with { Authority = on }),
        Show("additional", "the additional section", (d, on) => d with { Additional = on }),
        Show("stats", "time, server and size at the end", (d, on) => d with { Stats = on }),
        Show("ttlid", "TTLs", (d, on) => d with { Ttl = on }) with { Aliases = ["ttl"] },
        Show("ttlunits", "TTLs as 1w2d3h4m5s", (d, on) => d with { TtlUnits = on, Ttl = on || d.Ttl }),
        Show("class", "classes", (d, on) => d with { Class = on }) with { Aliases = ["cl"] },
        Show("crypto", "keys and signatures", (d, on) => d with { Crypto = on }),
        Show("unknownformat", "all rdata in the RFC 3597 form", (d, on) => d with { UnknownFormat = on }),
        Show("multiline", "SOA and long rdata over several lines", (d, on) => d with { Multiline = on }),
        Show("rrcomments", "algorithm and tag of each key, and what the numbers of an SOA are (with +multiline)", (d, on) => d with { RecordComments = on }),
        Show("onesoa", "the SOA of a transferred zone only once", (d, on) => d with { OneSoa = on }),
        Show("identify", "in short answers, which server answered", (d, on) => d with { Identify = on }),
        Show("qr", "the query before the answer", (d, on) => d with { ShowQuery = on }),
        new("split", FlagValue.Required, "characters in a chunk of hex or base64 (56); +nosplit for none", (a, on, v) => a with { Display = a.Display with { Split = on ? Values.Split(v!) : 0 } }),
    ];

    private static readonly FrozenDictionary<string, Flag> ByName =
        All.SelectMany(flag => flag.Aliases.Append(flag.Name).Select(name => (name, flag))).ToFrozenDictionary(p => p.name, p => p.flag, StringComparer.Ordinal);

    /// <summary>Applies a flag as written, without its "+" or "--": <c>bufsize=1232</c>, <c>nodnssec</c>.</summary>
    /// <exception cref="UsageException">No such flag, or a bad value.</exception>
    public static QueryArguments Apply(QueryArguments arguments, string written, string prefix)
    {
        string name = written;
        string? value = null;
        int equals = written.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            name = written[..equals];
            value = written[(equals + 1)..];
        }

        bool on = true;
        if (!TryFind(name, out Flag? flag) && (name.StartsWith("no-", StringComparison.Ordinal) || name.StartsWith("no", StringComparison.Ordinal)))
        {
            on = false;
            _ = TryFind(name[(name.StartsWith("no-", StringComparison.Ordinal) ? 3 : 2)..], out flag);
        }

        if (flag is null)
        {
            string? near = Nearest.Find(name, prefix == "--" ? ByName.Keys.Concat(LongOptions.Names) : ByName.Keys);
            throw new UsageException($"unknown flag '{prefix}{name}'{(near is null ? string.Empty : $"; did you mean '{prefix}{near}'?")}");
        }

        if (flag.Value == FlagValue.None && value is not null)
        {
            throw new UsageException($"flag '{prefix}{flag.Name}' takes no value, but has '={value}'");
        }

        if (on && flag.Value == FlagValue.Required && string.IsNullOrEmpty(value))
        {
            throw new UsageException($"flag '{prefix}{flag.Name}' needs a value: '{prefix}{flag.Name}={flag.ValueName}'");
        }

        return flag.Apply(arguments, on, value);
    }

    /// <summary>By full name, or by a beginning that only one flag has, as dig allows.</summary>
    private static bool TryFind(string name, out Flag? flag)
    {
        if (ByName.TryGetValue(name, out flag))
        {
            return true;
        }

        const int ShortestPrefix = 3;
        Flag[] matches = name.Length < ShortestPrefix ? [] : [.. ByName.Where(p => p.Key.StartsWith(name, StringComparison.Ordinal)).Select(p => p.Value).Distinct()];
        flag = matches.Length == 1 ? matches[0] : null;
        return flag is not null;
    }

    private static Flag Header(string name, DnsFlags bit, string help) =>
        new(name, FlagValue.None, help, (a, on, _) => a with { Flags = on ? a.Flags | bit : a.Flags & ~bit });

    private static Flag Edns(string name, string help, Func<EdnsRecord, bool, EdnsRecord> change) =>
        new(name, FlagValue.None, help, (a, on, _) => a.Edns is null && !on ? a : WithEdns(a, e => change(e, on)));

    private static Flag Via(string name, UpstreamScheme scheme, string help) =>
        new(name, FlagValue.None, help, (a, on, _) => a with { Scheme = on ? scheme : a.Scheme == scheme ? null : a.Scheme });

    private static Flag Http(string name, bool? useGet, bool isPlain, string help) =>
        new(name, FlagValue.Optional, help, (a, on, v) => a with
        {
            Scheme = on ? UpstreamScheme.Https : a.Scheme == UpstreamScheme.Https ? null : a.Scheme,
            Encryption = a.Encryption with { IsPlain = on && isPlain, UseGet = on && (useGet ?? false), HttpPath = on ? v ?? a.Encryption.HttpPath : null },
        })
        { ValueName = "PATH" };

    private static QueryArguments Encrypt(QueryArguments arguments, Func<EncryptionArguments, EncryptionArguments> change) =>
        arguments with { Encryption = change(arguments.Encryption) };

    private static Flag Show(string name, string help, Func<DisplayOptions, bool, DisplayOptions> change) =>
        new(name, FlagValue.None, help, (a, on, _) => a with { Display = change(a.Display, on) });

    private static QueryArguments WithEdns(QueryArguments arguments, Func<EdnsRecord, EdnsRecord> change) =>
        arguments with { Edns = change(arguments.Edns ?? EdnsRecord.Default) };

    private static QueryArguments WithOption(QueryArguments arguments, bool on, EdnsOptionCode code, Func<byte[]> data)
    {
        if (!on && arguments.Edns is null)
        {
            return arguments;
        }

        return WithEdns(arguments, edns =>
        {
            EdnsRecord without = edns with { Options = edns.Options.RemoveAll(o => o.Code == code) };
            return on ? without.With(new UnknownOption(code, data())) : without;
        });
    }
}
