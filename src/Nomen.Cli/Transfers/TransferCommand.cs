using System.Collections.Immutable;
using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Query;
using Nomen.Cli.Servers;
using Nomen.Client.Stub;
using Nomen.Client.Transfers;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.ZoneDigests;

namespace Nomen.Cli.Transfers;

/// <summary><c>nomen transfer ZONE @server [--ixfr SERIAL] [--to-zone FILE] [--digest]</c>: fetches a zone, or what changed in it.</summary>
internal static class TransferCommand
{
    /// <summary>Memory for the records when the digest is asked for: enough for some hundred million.</summary>
    private const long DigestMemory = 16L << 30;

    /// <summary>Runs the verb: 0 whole, 13 not, 9 no server could be reached.</summary>
    /// <exception cref="UsageException">The words cannot be understood.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        VerbOptions options = new(words);
        uint? since = ReadSerial(options.TakeValue("ixfr"));
        string? file = options.TakeValue("to-zone");
        bool needsDigest = options.TakeSwitch("digest");
        QueryArguments arguments = ArgumentParser.Parse(options.Rest);
        DnsRequest request = Request(arguments, ZoneWords.Of(arguments, options.Rest), since);

        await using UpstreamTransports transports = new(arguments, context.Services);
        ServerFinder finder = new(arguments, ResolvConf.Load(context.ResolvConfPath), transports);
        ImmutableArray<UpstreamServer> servers = await finder.FindAsync(arguments.Servers[0], cancellationToken);
        ZoneFileFormat? target = file is null ? null : new ZoneFileFormat(file, request);
        TransferFormat format = target ?? TransferFormats.Create(arguments, OutputFormat.Zone, new DigFormat(arguments));
        TransferRun run = new(context, transports, format, needsDigest ? new TransferOptions { DigestMemory = DigestMemory } : new TransferOptions());
        using (target)
        {
            if (await run.RunAsync(request, servers, cancellationToken) is not { } outcome)
            {
                return run.Code;
            }

            return Finish(outcome, request.Question!.Value.Name, needsDigest, target, context);
        }
    }

    private static DnsRequest Request(QueryArguments arguments, DnsQuestion[] zones, uint? since)
    {
        if (zones.Length != 1 || arguments.Servers.Length != 1)
        {
            throw new UsageException("'transfer' takes one zone and one server, as in 'nomen transfer example.com @192.0.2.1'");
        }

        DnsType type = since is not null || zones[0].Type == DnsType.IXFR ? DnsType.IXFR : DnsType.AXFR;
        QueryArguments plain = arguments with { Flags = DnsFlags.None, IxfrSerial = since ?? arguments.IxfrSerial };
        return QueryRequest.Create(plain, zones[0] with { Type = type });
    }

    private static ExitCode Finish(TransferOutcome outcome, DomainName zone, bool needsDigest, ZoneFileFormat? target, CommandContext context)
    {
        TransferSummary summary = outcome.Summary;
        bool isProven = !needsDigest || summary.Digest == ZoneDigestVerdict.Verified;
        if (isProven)
        {
            target?.Commit();
        }

        context.Errors.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $";; {zone} serial {summary.Serial}: {Words(summary.Form)}, {summary.Records} records in {summary.Messages} messages, {summary.Octets} octets, {outcome.Elapsed.TotalMilliseconds:F0} ms, ZONEMD {Words(summary.Digest)}"));
        return isProven ? ExitCode.Ok : ExitCode.TransferFailed;
    }

    private static string Words(TransferForm form) => form switch
    {
        TransferForm.Full => "whole zone",
        TransferForm.Incremental => "differences",
        _ => "nothing newer",
    };

    private static string Words(ZoneDigestVerdict verdict) => verdict switch
    {
        ZoneDigestVerdict.Verified => "verified",
        ZoneDigestVerdict.NotPresent => "not present",
        ZoneDigestVerdict.Unsupported => "of an unknown kind",
        ZoneDigestVerdict.TooLarge => "not checked, the zone is too large (--digest)",
        _ => "not checked",
    };

    private static uint? ReadSerial(string? text) =>
        text is null ? null
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint serial) ? serial
        : throw new UsageException($"option '--ixfr' takes a serial from 0 to 4294967295, not '{text}'");
}
