using Nomen.Cli.Arguments;

namespace Nomen.Cli;

/// <summary>The help text, made from the tables that parsing uses.</summary>
internal static class HelpText
{
    private const string Options = """
          @SERVER             192.0.2.1, [2001:db8::1]:5353, ns1.example.com, udp://, tcp://, udp+tcp://,
                              tls://ADDR#NAME, https://HOST/PATH, h3://, quic://, which check the certificate;
                              several are asked one after the other; none means the system's
          NAME TYPE CLASS     in any order; several names, types and servers give every combination;
                              type:MX and name:mx say which a word is; an address asks for its PTR
          -x ADDR             reverse look-up               -t TYPE  -c CLASS  -q NAME
          -p PORT             port of the servers           -b ADDR  send from this address
          -4, -6              only this address family      -f FILE  one query a line ("-": standard input)
          -y [ALG:]NAME:KEY   sign with a TSIG key          -k FILE  the same, from a tsig-keygen file
          --format FORMAT     pretty (terminal), dig (piped), short, json, jsonl, yaml, zone, hex; also --json etc.
          --color WHEN        auto, always, never           --dry-run  show the query in hex, send nothing
          --fail[=LIST]       exit codes for nodata (2), nxdomain (3), servfail (4), refused (5), partial (11)
        """;

    public static void Write(TextWriter output)
    {
        output.WriteLine("nomen: ask DNS questions, and see what happened.");
        output.WriteLine();
        output.WriteLine("  nomen [VERB] [@SERVER] [NAME] [TYPE] [CLASS] [+FLAG ...]");
        output.WriteLine();
        output.WriteLine("Verbs");
        foreach ((string name, string help) in NomenCommand.Verbs)
        {
            output.WriteLine($"  {name,-19} {help}");
        }

        output.WriteLine();
        output.WriteLine("Arguments");
        output.WriteLine(Options);
        output.WriteLine();
        output.WriteLine("Flags (+flag and --flag switch on, +noflag and --no-flag switch off)");
        foreach (Flag flag in FlagTable.All)
        {
            string value = flag.Value switch { FlagValue.Required => $"={flag.ValueName}", FlagValue.Optional => $"[={flag.ValueName}]", _ => string.Empty };
            output.WriteLine($"  +{flag.Name + value,-18} {flag.Help}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 an answer came (NXDOMAIN too), 1 usage, 8 batch file, 9 no reply, 10 internal; --fail adds more.");
    }
}
