using System.Runtime.CompilerServices;
using Nomen.Client.Transfers;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Transfers;

/// <summary>A transport whose transfers are messages that the test gives, with whatever happens before each.</summary>
internal sealed class ScriptedTransfer(params IReadOnlyList<DnsMessage> messages) : IDnsStreamingTransport
{
    public static readonly DomainName Zone = DomainName.Parse("example.com.");

    /// <summary>Called before each message is given, with its index.</summary>
    public Func<int, CancellationToken, Task>? Before { get; init; }

    /// <summary>Thrown after the last message; null for a plain end.</summary>
    public Exception? Failure { get; init; }

    public DnsRequest? Request { get; private set; }

    /// <summary>Whether the stream was given back.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Records of one message, in text, separated by bars; "soa 7" is the zone's SOA with that serial.</summary>
    public static DnsMessage Message(DnsRequest request, string records) =>
        Message(request, records.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Record));

    /// <summary>A message with these records in the answer section.</summary>
    public static DnsMessage Message(DnsRequest request, IEnumerable<ResourceRecord> records, Rcode rcode = Rcode.NoError, DnsFlags flags = DnsFlags.QR | DnsFlags.AA, DnsQuestion? question = null, bool hasQuestion = true, ResourceRecord? authority = null)
    {
        DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
        writer.TryWriteHeader(1, request.Opcode, flags, rcode);
        if (hasQuestion)
        {
            writer.TryWriteQuestion(question ?? request.Question!.Value);
        }

        foreach (ResourceRecord record in records)
        {
            Assert.True(writer.TryWriteRecord(DnsSection.Answer, record));
        }

        if (authority is not null)
        {
            writer.TryWriteRecord(DnsSection.Authority, authority);
        }

        return DnsMessage.Parse(writer.Written);
    }

    public static ResourceRecord Record(string text) => text.StartsWith("soa ", StringComparison.Ordinal)
        ? ResourceRecord.Parse($"example.com. 3600 IN SOA ns.example.com. host.example.com. {text[4..]} 7200 3600 1209600 300")
        : ResourceRecord.Parse(text.Contains(" IN ", StringComparison.Ordinal) || text.Contains(" CH ", StringComparison.Ordinal) ? text : $"{text}.example.com. 300 IN A 192.0.2.1");

    /// <summary>Each message's records in text, messages separated by double bars.</summary>
    public static ScriptedTransfer Of(DnsRequest request, string messages) =>
        new([.. messages.Split("||").Select(records => Message(request, records))]);

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Request = request;
        try
        {
            for (int i = 0; i < messages.Count; i++)
            {
                await (Before?.Invoke(i, cancellationToken) ?? Task.CompletedTask);
                yield return new DnsResponse(messages[i]);
            }

            await (Before?.Invoke(messages.Count, cancellationToken) ?? Task.CompletedTask);
            if (Failure is not null)
            {
                throw Failure;
            }
        }
        finally
        {
            IsClosed = true;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The events of a transfer, as short words.</summary>
    public static async Task<string> WordsAsync(IAsyncEnumerable<TransferEvent> events)
    {
        List<string> words = [];
        await foreach (TransferEvent happened in events)
        {
            words.Add(happened switch
            {
                TransferEvent.Begin begin => $"{begin.Form} {begin.Serial}",
                TransferEvent.Remove remove => $"-{Word(remove.Record)}",
                TransferEvent.Add add => $"+{Word(add.Record)}",
                TransferEvent.End end => $"end {end.Serial}",
                _ => "?",
            });
        }

        return string.Join(", ", words);
    }

    private static string Word(ResourceRecord record) => record.Data is SoaData soa ? $"soa{soa.Serial}" : record.Owner.ToString().Split('.')[0];
}
