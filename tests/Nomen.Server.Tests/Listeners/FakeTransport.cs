using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Answers by a function, and keeps what it was asked.</summary>
internal sealed class FakeTransport(Func<DnsRequest, ValueTask<DnsResponse>> answer) : IDnsTransport
{
    private readonly List<DnsRequest> _requests = [];

    internal FakeTransport(Func<DnsRequest, DnsResponse> answer)
        : this(request => ValueTask.FromResult(answer(request)))
    {
    }

    internal IReadOnlyList<DnsRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    internal bool IsDisposed { get; private set; }

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        lock (_requests)
        {
            _requests.Add(request);
        }

        return answer(request);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>A response with records, as an upstream might give it.</summary>
    internal static DnsResponse Respond(DnsRequest request, DnsFlags flags, Action<RecordList> fill, Rcode rcode = Rcode.NoError)
    {
        RecordList records = new();
        fill(records);
        DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
        writer.TryWriteHeader(4711, request.Opcode, DnsFlags.QR | flags, rcode);
        DnsQuestion question = request.Question.GetValueOrDefault();
        writer.TryWriteQuestion(question.Name.ToLower().Wire, question.Type, question.Class);
        foreach ((DnsSection section, ResourceRecord record) in records.Items)
        {
            Assert.True(writer.TryWriteRecord(section, record));
        }

        if (records.Edns is { } edns)
        {
            writer.TryWriteEdns(edns, 4096, rcode);
        }

        foreach ((DnsSection section, ResourceRecord record) in records.Late)
        {
            Assert.True(writer.TryWriteRecord(section, record));
        }

        return new DnsResponse(DnsMessage.Parse(writer.Written)) { Source = AnswerSource.Network };
    }

    /// <summary>One A record for whatever is asked.</summary>
    internal static DnsResponse OneAddress(DnsRequest request) =>
        Respond(request, DnsFlags.RA, records => records.Add(DnsSection.Answer, request.Question.GetValueOrDefault().Name, new AData(new System.Net.IPAddress([192, 0, 2, 1]))));
}
