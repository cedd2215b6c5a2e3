using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>A transport that answers as the test says, and keeps what it was asked.</summary>
internal sealed class FakeTransport(Func<DnsRequest, CancellationToken, ValueTask<DnsResponse>> answer) : IDnsTransport
{
    public FakeTransport(Func<DnsRequest, DnsResponse> answer)
        : this((request, _) => ValueTask.FromResult(answer(request)))
    {
    }

    public List<DnsRequest> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        return answer(request, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
