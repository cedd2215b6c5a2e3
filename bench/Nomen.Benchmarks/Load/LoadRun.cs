using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Datagram;
using Nomen.Client.Https;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Benchmarks.Load;

/// <summary>Keeps a number of queries outstanding at a server for some seconds: each of so many askers sends its next query when it has read the answer to the last.</summary>
internal sealed class LoadRun(LoadOptions options, DnsQuestion[] questions)
{
    private readonly LatencyHistogram _latencies = new();
    private long _answered;
    private long _failed;
    private long _notNoError;
    private long _addresses;
    private int _next;
    private volatile bool _isOver;

    /// <summary>Runs warm-up and measurement.</summary>
    public async Task<LoadReport> RunAsync()
    {
        await using IDnsTransport transport = CreateTransport();
        Task[] askers = new Task[options.Concurrency];
        for (int i = 0; i < askers.Length; i++)
        {
            askers[i] = AskAsync(transport);
        }

        await Task.Delay(TimeSpan.FromSeconds(options.Warmup));
        Sample before = Take();
        _latencies.Clear();
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        Sample after = Take();
        _isOver = true;
        await Task.WhenAll(askers);
        return Report(before, after);
    }

    private static Sample TakeProcess(long answered, long failed, long notNoError)
    {
        using var process = Process.GetCurrentProcess();
        return new Sample(Stopwatch.GetTimestamp(), process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), answered, failed, notNoError);
    }

    private IDnsTransport CreateTransport()
    {
        if (options.Tcp || options.Tls)
        {
            IStreamConnector connector = options.Tls ? new TlsConnector(options.Server, new TlsConnectorOptions { TrustedRoots = TrustedRoots() }) : new TcpConnector(options.Server);
            return new StreamTransport(connector, new StreamTransportOptions { MaxInFlight = options.Concurrency });
        }

        if (options.Https)
        {
            return new HttpsTransport(
                DohTemplate.Parse($"https://{options.Server}/dns-query{{?dns}}"),
                new HttpsTransportOptions { Method = options.Post ? DohMethod.Post : DohMethod.Get, MaxConcurrentRequests = options.Concurrency },
                new HttpsConnectionOptions { TrustedRoots = TrustedRoots() });
        }

        return new DatagramTransport(options.Server, new DatagramTransportOptions
        {
            MaxConcurrentQueries = options.Concurrency,
            SharedSockets = options.SharedSockets,
            CompleteInline = options.Inline,
            Cookies = !options.NoCookies,
        });
    }

    private ImmutableArray<X509Certificate2> TrustedRoots() => options.CaFile is { } file ? [X509CertificateLoader.LoadCertificateFromFile(file)] : [];

    private async Task AskAsync(IDnsTransport transport)
    {
        while (!_isOver)
        {
            DnsQuestion question = questions[(uint)Interlocked.Increment(ref _next) % (uint)questions.Length];
            long start = Stopwatch.GetTimestamp();
            try
            {
                DnsResponse response = await transport.SendAsync(new DnsRequest(question));
                _latencies.Add(Stopwatch.GetTimestamp() - start);
                Read(response);
            }
            catch (DnsTransportException)
            {
                Interlocked.Increment(ref _failed);
            }
        }
    }

    private void Read(DnsResponse response)
    {
        // As a client does: the code, and the addresses.
        Interlocked.Increment(ref _answered);
        if (response.Rcode != Rcode.NoError)
        {
            Interlocked.Increment(ref _notNoError);
        }

        foreach (RecordView record in response.Message.Answers)
        {
            if (record.TryGetA(out uint address) && address != 0)
            {
                _addresses++;
            }
        }
    }

    private Sample Take() => TakeProcess(Interlocked.Read(ref _answered), Interlocked.Read(ref _failed), Interlocked.Read(ref _notNoError));

    private LoadReport Report(Sample before, Sample after)
    {
        long answered = after.Answered - before.Answered;
        double perQuery = answered == 0 ? double.NaN : 1.0 / answered;
        return new LoadReport(
            Mode(),
            options.Concurrency,
            answered,
            after.Failed - before.Failed,
            after.NotNoError - before.NotNoError,
            answered / Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds,
            _latencies.Percentile(0.5),
            _latencies.Percentile(0.95),
            _latencies.Percentile(0.99),
            _latencies.Percentile(0.999),
            (after.Cpu - before.Cpu).TotalMicroseconds * perQuery,
            (after.Allocated - before.Allocated) * perQuery);
    }

    private string Mode()
    {
        if (options.Tcp)
        {
            return "tcp";
        }

        if (options.Tls)
        {
            return "tls";
        }

        if (options.Https)
        {
            return options.Post ? "https, POST" : "https, GET";
        }

        return options.SharedSockets == 0 ? "udp, a fresh port for each query" : $"udp, {options.SharedSockets} shared, {(options.Inline ? "inline" : "hopping")}";
    }

    /// <summary>State of the process at one moment.</summary>
    private readonly record struct Sample(long Timestamp, TimeSpan Cpu, long Allocated, long Answered, long Failed, long NotNoError);
}
