using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Many threads, a server that loses, doubles, mixes up and forges, and callers that cancel: no request ever gets another's answer, or none at all.</summary>
[Collection(nameof(WholeProcess))]
public sealed class StressTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Every_answer_belongs_to_its_question_under_loss_forgery_and_cancellation(int sharedSockets)
    {
        using LoopbackResponder server = UnreliableServer();
        await using DatagramTransport transport = new(server.EndPoint, new()
        {
            SharedSockets = sharedSockets,
            MaxConcurrentQueries = 64,
            MaxNearMisses = 1000,
            MaxSends = 20,
            InitialRetransmission = TimeSpan.FromMilliseconds(10),
            MinRetransmission = TimeSpan.FromMilliseconds(10),
            MaxRetransmission = TimeSpan.FromMilliseconds(50),
            Timeout = TimeSpan.FromSeconds(30),
        });

        int[] answered = await Task.WhenAll(Enumerable.Range(0, 50).Select(asker => Task.Run(() => AskManyAsync(transport, asker))));

        Assert.InRange(answered.Sum(), 5_000, 10_000);
    }

    /// <summary>200 requests, one after another; returns how many were answered.</summary>
    private static async Task<int> AskManyAsync(DatagramTransport transport, int asker)
    {
        int answered = 0;
        for (int i = 0; i < 200; i++)
        {
            DnsQuestion question = new(DomainName.Parse($"n{i}.a{asker}.example"), DnsType.A);
            using CancellationTokenSource source = new();
            ValueTask<DnsResponse> asking = transport.SendAsync(new DnsRequest(question), source.Token);
            if (i % 10 == 0)
            {
                source.Cancel();
            }

            try
            {
                DnsResponse response = await asking;
                Assert.Equal(question, response.Message.Question);
                Assert.Equal("192.0.2.1", Replies.AddressIn(response.Message));
                answered++;
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, i % 10);
            }
        }

        return answered;
    }

    private static LoopbackResponder UnreliableServer()
    {
        LoopbackResponder? self = null;
        var chance = DnsRandom.Seeded(7);
        byte[]? earlier = null;
        return self = new LoopbackResponder((query, from) =>
        {
            byte[] truth = Replies.WithAddress(query, "192.0.2.1");
            switch (chance.Next(12))
            {
                case 0:
                    return null;
                case 1:
                    self!.Send(truth, from);
                    break;
                case 2:
                    self!.Send(Replies.WithId(query, 1), from);
                    break;
                case 3:
                    self!.Send(Replies.ToQuestion(query, new DnsQuestion(DomainName.Parse("forged.example"), DnsType.A)), from);
                    break;
                case 4 when earlier is not null:
                    self!.Send(earlier, from);
                    break;
                case 5:
                    self!.Send(Replies.Bare(query, Rcode.FormErr), from);
                    return null;
            }

            earlier = truth;
            return truth;
        });
    }
}
