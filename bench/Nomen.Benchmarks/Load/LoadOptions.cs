using System.Globalization;
using System.Net;

namespace Nomen.Benchmarks.Load;

/// <summary>What the command line of <c>load</c> asks for.</summary>
internal sealed record LoadOptions
{
    public const string Usage =
        """
        load --server ADDR:PORT --names FILE [--concurrency N] [--seconds S] [--warmup S]
             [--tcp | --tls [--ca FILE] | --https [--post] [--ca FILE]] [--shared-sockets [N]] [--inline] [--no-cookies] [--json]

          --server ADDR:PORT      the server to ask
          --names FILE            lines "name TYPE", as dnsperf reads them
          --concurrency N         queries outstanding (default 64)
          --seconds S             time measured (default 5), after --warmup S (default 5)
          --tcp                   one TCP connection, pipelined; otherwise UDP
          --tls                   one TLS connection, pipelined; the certificate is for ADDR
          --https                 HTTPS at /dns-query, one HTTP/2 connection; --post instead of GET
          --ca FILE               PEM file of the authority to trust
          --shared-sockets [N]    N sockets for all queries (default 1); otherwise a fresh port for each
          --inline                continue on the receive thread of a shared socket
          --no-cookies            UDP without DNS cookies
          --json                  one JSON object instead of text
        """;

    public required IPEndPoint Server { get; init; }

    public required string NamesFile { get; init; }

    public int Concurrency { get; init; } = 64;

    public double Seconds { get; init; } = 5;

    public double Warmup { get; init; } = 5;

    public bool Tcp { get; init; }

    public bool Tls { get; init; }

    public bool Https { get; init; }

    public bool Post { get; init; }

    public string? CaFile { get; init; }

    public int SharedSockets { get; init; }

    public bool Inline { get; init; }

    public bool NoCookies { get; init; }

    public bool Json { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They are wrong; the message says what.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        IPEndPoint? server = null;
        string? names = null;
        LoadOptions options = new() { Server = new IPEndPoint(IPAddress.None, 0), NamesFile = string.Empty };
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            string? value = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[i + 1] : null;
            i += value is null ? 0 : 1;
            switch (name)
            {
                case "--server":
                    server = IPEndPoint.TryParse(value ?? string.Empty, out IPEndPoint? parsed) ? parsed : throw new FormatException($"{name} takes ADDR:PORT, not '{value}'.");
                    break;
                case "--names":
                    names = value;
                    break;
                case "--tcp":
                    options = options with { Tcp = true };
                    break;
                case "--tls":
                    options = options with { Tls = true };
                    break;
                case "--https":
                    options = options with { Https = true };
                    break;
                case "--post":
                    options = options with { Post = true };
                    break;
                case "--ca":
                    options = options with { CaFile = value };
                    break;
                case "--inline":
                    options = options with { Inline = true };
                    break;
                case "--no-cookies":
                    options = options with { NoCookies = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                default:
                    options = options.WithNumber(name, value);
                    break;
            }
        }

        return options with
        {
            Server = server ?? throw new FormatException("--server is missing."),
            NamesFile = names ?? throw new FormatException("--names is missing."),
        };
    }

    private LoadOptions WithNumber(string name, string? value)
    {
        if (name is "--shared-sockets" && value is null)
        {
            return this with { SharedSockets = 1 };
        }

        double number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) && parsed > 0
            ? parsed
            : throw new FormatException($"{name} takes a number above 0, not '{value}'.");
        return name switch
        {
            "--concurrency" => this with { Concurrency = (int)number },
            "--seconds" => this with { Seconds = number },
            "--warmup" => this with { Warmup = number },
            "--shared-sockets" => this with { SharedSockets = (int)number },
            _ => throw new FormatException($"Unknown argument '{name}'."),
        };
    }
}
