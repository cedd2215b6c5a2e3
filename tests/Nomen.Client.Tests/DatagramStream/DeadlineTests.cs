using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>A server that plays for time, by whatever means, wins none (docs/threats.md B3).</summary>
public sealed class DeadlineTests
{
    private readonly VirtualRun _run = new();
    private readonly ScriptedConnector _connector;
    private bool _isTrickling;

    public DeadlineTests() => _connector = new ScriptedConnector((peer, query) => _isTrickling = true);

    [Fact]
    public void An_octet_a_second_over_the_stream_ends_at_the_time_of_the_request()
    {
        Task<DnsResponse> pending = Send(new FakeTransport(VirtualPair.Cut));

        double seconds = Trickle(pending);

        Assert.Equal(5, seconds, 3);
        Assert.Equal(TransportFailure.Truncated, VirtualStream.Failed(pending).Failure);
    }

    [Fact]
    public void Asking_again_without_EDNS_gains_no_time_either()
    {
        int asked = 0;
        FakeTransport datagram = new(async (request, token) =>
            asked++ == 0 ? VirtualPair.Reply(request, Rcode.FormErr) : await VirtualPair.Silent(request, token));
        Task<DnsResponse> pending = Send(datagram, afterSeconds: 3);

        double seconds = Trickle(pending);

        Assert.Equal(5, seconds, 3);
        Assert.Equal(Rcode.FormErr, VirtualStream.Ended(pending).Rcode);
    }

    [Fact]
    public void The_deadline_of_the_query_holds_across_servers()
    {
        QueryContext context = new(_run.Time, TimeSpan.FromSeconds(7));
        Task<DnsResponse> first = Send(new FakeTransport(VirtualPair.Cut), context);
        Trickle(first);

        Task<DnsResponse> second = Send(new FakeTransport(VirtualPair.Cut), context);
        double seconds = Trickle(second);

        Assert.Equal(7, seconds, 3);
        VirtualStream.Failed(second);
    }

    private Task<DnsResponse> Send(FakeTransport datagram, QueryContext? context = null, double afterSeconds = 0)
    {
        var services = new TransportServices { TimeProvider = _run.Time, Scheduler = _run.Scheduler, Random = DnsRandom.Seeded(1) };
        FakeTransport late = new(async (request, token) =>
        {
            if (afterSeconds > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(afterSeconds), _run.Time, token);
                afterSeconds = 0;
            }

            return await datagram.SendAsync(request, token);
        });
        var transport = new DatagramStreamTransport(late, new MultiStreamTransport(_connector, services: services), services: services);
        DnsRequest request = context is null ? Replies.Ask() : Replies.Ask().With(context);
        Task<DnsResponse> task = _run.Scheduler.Start(async () => await transport.SendAsync(request));
        _run.Scheduler.RunUntilIdle();
        return task;
    }

    /// <summary>Lets time pass, an octet of an endless message every second, until the request ends; tells when.</summary>
    private double Trickle(Task pending)
    {
        byte[] octets = [0xff, 0xff, .. new byte[100]];
        for (int i = 0; i < 100 && !pending.IsCompleted; i++)
        {
            byte octet = octets[i];
            _run.Scheduler.Deliver(() =>
            {
                if (_isTrickling)
                {
                    _connector.Last.Send(octet);
                }
            });
            _run.Scheduler.RunUntilIdle();
            _run.Advance(TimeSpan.FromSeconds(1));
        }

        return _run.Time.Elapsed.TotalSeconds;
    }
}
