using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Nomen.Dns.Transports;

namespace Nomen.Client.Stub;

/// <summary>What <c>/etc/resolv.conf</c> says about the system's recursive servers (<c>resolv.conf(5)</c>). Never fails on content: what it does not understand is skipped, as the C library does.</summary>
public sealed record ResolvConf
{
    /// <summary>Where the system keeps it.</summary>
    public const string SystemPath = "/etc/resolv.conf";

    /// <summary>Most servers used; the C library's own limit (MAXNS).</summary>
    public const int MaxServers = 3;

    /// <summary>The C library's limit of a time-out in seconds (RES_MAXRETRANS).</summary>
    private const int MaxTimeoutSeconds = 30;

    /// <summary>The C library's limit of attempts (RES_MAXRETRY).</summary>
    private const int MaxAttempts = 5;

    /// <summary>More than any such file that is meant; what follows is not read.</summary>
    private const int MaxFileLength = 65536;

    private static readonly char[] Blanks = [' ', '\t', '\r', '\f', '\v'];

    /// <summary>The servers in order, at most <see cref="MaxServers"/>; 127.0.0.1 when the file names none.</summary>
    public ImmutableArray<IPEndPoint> Servers { get; init; } = [new IPEndPoint(IPAddress.Loopback, 53)];

    /// <summary>Time to wait for one server before the next (<c>timeout:n</c>). Default 5 s; 1 s to 30 s.</summary>
    public TimeSpan Timeout { get; init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(MaxTimeoutSeconds)); } = TimeSpan.FromSeconds(5);

    /// <summary>How often each server is asked (<c>attempts:n</c>). Default 2; 1 to 5.</summary>
    public int Attempts { get; init => field = Limit.InRange(value, 1, MaxAttempts); } = 2;

    /// <summary>Ask over TCP only (<c>use-vc</c>). Default false.</summary>
    public bool UseTcp { get; init; }

    /// <summary>Send EDNS (<c>edns0</c>). Default false, as the C library has it.</summary>
    public bool UseEdns { get; init; }

    /// <summary>Reads the system's file; defaults when there is none.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ResolvConf Load(string path = SystemPath)
    {
        if (!File.Exists(path))
        {
            return new ResolvConf();
        }

        // One read, so that a file replaced in between is seen either old or new.
        using FileStream file = File.OpenRead(path);
        using StreamReader reader = new(file);
        char[] buffer = new char[MaxFileLength];
        int length = reader.ReadBlock(buffer);
        return Parse(buffer.AsSpan(0, length));
    }

    /// <summary>Reads the file's text. Only IP literals count as servers; unknown keywords, options and values are skipped.</summary>
    public static ResolvConf Parse(ReadOnlySpan<char> text)
    {
        ImmutableArray<IPEndPoint>.Builder servers = ImmutableArray.CreateBuilder<IPEndPoint>();
        ResolvConf conf = new();
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            string[] words = line.ToString().Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0][0] is '#' or ';')
            {
                continue;
            }

            switch (words[0])
            {
                case "nameserver" when servers.Count < MaxServers && IPAddress.TryParse(words[1], out IPAddress? address):
                    servers.Add(new IPEndPoint(address, 53));
                    break;
                case "options":
                    conf = words.Skip(1).Aggregate(conf, WithOption);
                    break;
            }
        }

        return servers.Count == 0 ? conf : conf with { Servers = servers.ToImmutable() };
    }

    private static ResolvConf WithOption(ResolvConf conf, string option)
    {
        string[] parts = option.Split(':', 2);
        return parts[0] switch
        {
            "timeout" when TryReadNumber(parts, MaxTimeoutSeconds, out int seconds) => conf with { Timeout = TimeSpan.FromSeconds(seconds) },
            "attempts" when TryReadNumber(parts, MaxAttempts, out int attempts) => conf with { Attempts = attempts },
            "use-vc" => conf with { UseTcp = true },
            "edns0" => conf with { UseEdns = true },
            _ => conf,
        };
    }

    /// <summary>As the C library: a number over the limit counts as the limit; zero and rubbish are skipped.</summary>
    private static bool TryReadNumber(string[] parts, int most, out int number)
    {
        number = 0;
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < 1)
        {
            return false;
        }

        number = Math.Min(value, most);
        return true;
    }
}
