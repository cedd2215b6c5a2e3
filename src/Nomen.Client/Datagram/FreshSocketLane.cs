using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Nomen.Client.Services;
using Nomen.Client.Sockets;

namespace Nomen.Client.Datagram;

/// <summary>Gives every transmission a socket, and so an unpredictable port, of its own (RFC 5452 section 9.2).</summary>
internal sealed class FreshSocketLane(IDatagramConnector connector, DatagramRules rules, DatagramMeter meter, TransportServices services) : IDatagramLane
{
    /// <summary>One octet more than a reply may have, to see that it was longer.</summary>
    private readonly int _bufferSize = rules.Options.ReceiveBufferSize + 1;

    /// <summary>A reply arrives on the scheduler already, or on a pool thread: nothing is gained by another hop.</summary>
    public bool CompletionsHop => false;

    public DatagramTransmission CreateTransmission(DatagramQuery query) => new FreshTransmission();

    public void Transmit(DatagramQuery query, DnsRandom? caseSource, long now)
    {
        var transmission = (FreshTransmission)query.NextTransmission();
        if (!query.TryBegin(transmission, services.Random.NextUInt16(), caseSource, now))
        {
            return;
        }

        transmission.Buffer = ArrayPool<byte>.Shared.Rent(_bufferSize);
        int payloadSize = rules.Options.PayloadSize;
        try
        {
            IDatagramConnection connection = transmission.Connection = connector.Connect();
            if (query.SendsCookie)
            {
                // The system picks the address anew for each socket, and no other may see this one's cookie.
                query.AddCookie(transmission, connection.LocalEndPoint?.Address, now);
            }

            if (!transmission.TryCompose(query.Request, payloadSize, transmission.Buffer.AsSpan(0, Math.Min(payloadSize, _bufferSize)), out int length))
            {
                query.HandleTooLarge();
                return;
            }

            connection.Send(transmission.Buffer.AsSpan(0, length));
        }
        catch (SocketException e)
        {
            TransmissionFailure.Report(query, transmission, e);
            return;
        }

        transmission.Track(ReceiveAsync(query, transmission));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReleaseAsync(DatagramQuery query)
    {
        for (int i = 0; i < query.Transmissions.Length; i++)
        {
            var transmission = (FreshTransmission)query.Transmissions[i];
            transmission.Connection?.Dispose();
            await transmission.UntilReceivedAsync();
            transmission.Connection = null;
            if (transmission.Buffer is { } buffer)
            {
                transmission.Buffer = null;
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    public void Dispose()
    {
        // The sockets belong to the queries, which end with the transport.
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveAsync(DatagramQuery query, FreshTransmission transmission)
    {
        try
        {
            while (true)
            {
                int length = await transmission.Connection!.ReceiveAsync(transmission.Buffer.AsMemory(0, _bufferSize));
                if (length < 0)
                {
                    return;
                }

                DatagramVerdict verdict = query.HandleDatagram(transmission, transmission.Buffer.AsSpan(0, length), services.TimeProvider.GetTimestamp());
                if (verdict != DatagramVerdict.Mismatch)
                {
                    return;
                }

                meter.Mismatch();
            }
        }
        catch (Exception e)
        {
            // Whatever it is (an ICMP error, a signature check that throws), it ends this transmission only.
            TransmissionFailure.Report(query, transmission, e);
        }
    }
}
