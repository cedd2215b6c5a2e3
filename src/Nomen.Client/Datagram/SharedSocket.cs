using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Messages;

namespace Nomen.Client.Datagram;

/// <summary>One socket for many requests, with a thread that blocks in receive: the cheapest way to take a datagram from the system.</summary>
/// <remarks>Whatever answers runs on that thread only as far as waking the request, unless completions are inline.</remarks>
internal sealed class SharedSocket : IDisposable
{
    private readonly DatagramSocket _socket;
    private readonly int _bufferSize;
    private readonly DatagramMeter _meter;
    private readonly TimeProvider _clock;
    private readonly PendingTable _pending = new();

    public SharedSocket(DatagramSocket socket, string threadName, int bufferSize, DatagramMeter meter, TimeProvider clock)
    {
        _socket = socket;
        _bufferSize = bufferSize;
        _meter = meter;
        _clock = clock;

        // The thread outlives no dispose for long, and nobody joins it: a caller that completes inline may dispose from the thread itself.
        new Thread(ReceiveLoop) { Name = threadName, IsBackground = true }.UnsafeStart();
    }

    /// <summary>The address that everything leaves from; a connected socket keeps it.</summary>
    public IPAddress? LocalAddress => _socket.LocalAddress;

    /// <summary>Claims a message ID for a transmission; false when hardly any is free.</summary>
    public bool TryClaim(SharedTransmission transmission, DnsRandom random, out ushort id)
    {
        bool claimed = _pending.TryClaim(transmission, random, out id);
        transmission.Socket = claimed ? this : null;
        transmission.Slot = id;
        return claimed;
    }

    /// <summary>Gives the message ID of a transmission back.</summary>
    public void Release(SharedTransmission transmission)
    {
        _pending.Remove(transmission.Slot, transmission);
        transmission.Socket = null;
    }

    /// <summary>Sends one datagram.</summary>
    /// <exception cref="SocketException">The system refused it, or an ICMP error of an earlier one is reported.</exception>
    public void Send(ReadOnlySpan<byte> datagram) => _socket.Send(datagram);

    /// <summary>Closes the socket, which ends the thread.</summary>
    public void Dispose() => _socket.Dispose();

    private void ReceiveLoop()
    {
        byte[] buffer = new byte[_bufferSize];
        while (!_socket.IsClosed)
        {
            int length;
            try
            {
                length = _socket.Receive(buffer);
            }
            catch (SocketException e)
            {
                FailAll(e);
                continue;
            }

            if (length >= 0)
            {
                Handle(buffer.AsSpan(0, length));
            }
        }
    }

    private void Handle(Span<byte> datagram)
    {
        if (datagram.Length < DnsHeader.Length)
        {
            _meter.Mismatch();
            return;
        }

        // Claimed first and checked then: no other thread can see the transmission meanwhile.
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        if (_pending.Take(id) is not { } transmission)
        {
            _meter.Mismatch();
            return;
        }

        try
        {
            if (transmission.Query.HandleDatagram(transmission, datagram, _clock.GetTimestamp()) == DatagramVerdict.Mismatch)
            {
                _meter.Mismatch();
                transmission.Query.PutBack(transmission, this, id);
            }
        }
        catch (Exception e)
        {
            // A signature check that throws ends its own transmission; the thread serves the others.
            TransmissionFailure.Report(transmission.Query, transmission, e);
        }
    }

    /// <summary>Puts a transmission that still waits back into its slot. The query's lock is held.</summary>
    public void PutBackUnderLock(SharedTransmission transmission, ushort id) => _pending.TryPut(id, transmission);

    /// <summary>An ICMP error names no request: every transmission over the socket has failed.</summary>
    private void FailAll(SocketException e)
    {
        foreach (SharedTransmission transmission in _pending.Snapshot())
        {
            TransmissionFailure.Report(transmission.Query, transmission, e);
        }
    }
}
