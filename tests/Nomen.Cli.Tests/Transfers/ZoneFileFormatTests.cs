using Nomen.Cli.Arguments;
using Nomen.Cli.Transfers;
using Nomen.Client.Transfers;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Cli.Tests.Transfers;

/// <summary>Differences applied to the zone file that is there, and as text.</summary>
public sealed class ZoneFileFormatTests
{
    private static readonly string[] Differences = [Soa(5), Soa(3), "old.example. 60 IN A 192.0.2.1", Soa(5), "new.example. 60 IN A 192.0.2.2", Soa(5)];

    [Fact]
    public async Task Differences_are_applied_to_the_zone_of_their_serial()
    {
        using TemporaryFile file = new();
        await File.WriteAllTextAsync(file.Path, $"$ORIGIN example.\n{Soa(3)}\nOLD 300 A 192.0.2.1\nkept 60 A 192.0.2.3\n");
        DnsRequest request = ZoneTransfer.IxfrRequest(DomainName.Parse("example."), 3);

        using (ZoneFileFormat format = new(file.Path, request))
        {
            await WriteAsync(format, request, TextWriter.Null);
            format.Commit();
        }

        string[] names = [.. MasterFileReader.ReadFile(file.Path).Select(record => $"{record.Owner} {record.Type}")];
        Assert.Equal(["example. SOA", "kept.example. A", "new.example. A"], names);
    }

    [Fact]
    public async Task Another_serial_is_refused()
    {
        using TemporaryFile file = new();
        await File.WriteAllTextAsync(file.Path, $"$ORIGIN example.\n{Soa(2)}\n");
        DnsRequest request = ZoneTransfer.IxfrRequest(DomainName.Parse("example."), 3);
        using ZoneFileFormat format = new(file.Path, request);

        UsageException e = await Assert.ThrowsAsync<UsageException>(() => WriteAsync(format, request, TextWriter.Null));

        Assert.Contains("serial 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_text_they_have_marks()
    {
        using StringWriter output = new();

        await WriteAsync(new ZoneTransferFormat(new DisplayOptions()), ZoneTransfer.IxfrRequest(DomainName.Parse("example."), 3), output);

        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["-", "-", "+", "+"], lines.Select(line => line[..1]));
        Assert.Equal("- old.example.\t\t60\tIN\tA\t192.0.2.1", lines[1]);
    }

    private static string Soa(int serial) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"example. 60 IN SOA ns.example. host.example. {serial} 1 2 3 4");

    private static async Task WriteAsync(TransferFormat format, DnsRequest request, TextWriter output)
    {
        // The opening SOA comes in a message of its own, which does not tell the form yet.
        Script transport = new(Message(request, Differences[..1]), Message(request, Differences[1..]));
        format.Begin(output);
        await foreach (TransferMessage message in ZoneTransfer.ReadAsync(transport, request))
        {
            format.Write(output, message);
        }
    }

    private static DnsMessage Message(DnsRequest request, IEnumerable<string> records)
    {
        DnsMessageWriter writer = new(new byte[2000]);
        writer.TryWriteHeader(1, request.Opcode, DnsFlags.QR);
        writer.TryWriteQuestion(request.Question!.Value);
        foreach (string text in records)
        {
            writer.TryWriteRecord(DnsSection.Answer, ResourceRecord.Parse(text));
        }

        return DnsMessage.Parse(writer.Written);
    }

    private sealed class Script(params DnsMessage[] messages) : IDnsStreamingTransport
    {
        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (DnsMessage message in messages)
            {
                yield return new DnsResponse(message);
            }

            await ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
