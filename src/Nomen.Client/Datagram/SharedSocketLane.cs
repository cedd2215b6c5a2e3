using System.Buffers;
using System.Net.Sockets;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;

namespace Nomen.Client.Datagram;

/// <summary>Sends everything over a few sockets that stay open; a reply finds its request by the message ID.</summary>
internal sealed class SharedSocketLane : IDatagramLane
{
    private readonly SharedSocket[] _sockets;
    private readonly DatagramRules _rules;
    private readonly TransportServices _services;
    private int _next;

    public SharedSocketLane(UdpConnector connector, DatagramRules rules, DatagramMeter meter, TransportServices services)
    {
        _rules = rules;
        _services = services;
        _sockets = new SharedSocket[rules.Options.SharedSockets];
        try
        {
            for (int i = 0; i < _sockets.Length; i++)
            {
                _sockets[i] = new SharedSocket(connector.ConnectShared(), $"nomen udp {connector.Server} {i}", rules.Options.ReceiveBufferSize + 1, meter, services.TimeProvider);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public bool CompletionsHop => !_rules.Options.CompleteInline;

    public DatagramTransmission CreateTransmission(DatagramQuery query) => new SharedTransmission(query);

    public void Transmit(DatagramQuery query, DnsRandom? caseSource, long now)
    {
        var transmission = (SharedTransmission)query.NextTransmission();
        SharedSocket socket = _sockets.Length == 1 ? _sockets[0] : _sockets[(uint)Interlocked.Increment(ref _next) % (uint)_sockets.Length];
        if (!socket.TryClaim(transmission, _services.Random, out ushort id))
        {
            query.Fail(TransportFailure.Overloaded);
            return;
        }

        bool hasBegun = false;
        try
        {
            query.AddCookie(transmission, socket.LocalAddress, now);
            hasBegun = query.TryBegin(transmission, id, caseSource, now);
        }
        finally
        {
            if (!hasBegun)
            {
                socket.Release(transmission);
            }
        }

        if (hasBegun)
        {
            Send(query, transmission, socket);
        }
    }

    public ValueTask ReleaseAsync(DatagramQuery query)
    {
        foreach (DatagramTransmission transmission in query.Transmissions)
        {
            var shared = (SharedTransmission)transmission;
            shared.Socket?.Release(shared);
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        foreach (SharedSocket? socket in _sockets)
        {
            // Missing when the constructor could not open it.
            socket?.Dispose();
        }
    }

    private void Send(DatagramQuery query, SharedTransmission transmission, SharedSocket socket)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_rules.Options.PayloadSize);
        try
        {
            Span<byte> room = buffer.AsSpan(0, _rules.Options.PayloadSize);
            if (transmission.TryCompose(query.Request, room.Length, room, out int length))
            {
                socket.Send(room[..length]);
            }
            else
            {
                query.HandleTooLarge();
            }
        }
        catch (SocketException e)
        {
            TransmissionFailure.Report(query, transmission, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
