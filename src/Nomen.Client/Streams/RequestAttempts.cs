using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>What one request has been through at a <see cref="MultiStreamTransport"/>, and whether it may be tried again. Pure.</summary>
internal struct RequestAttempts(DnsRequest request, MultiStreamTransportOptions options)
{
    private int _failedConnects;
    private bool _knowsFailure;
    private bool _needsWorking;

    /// <summary>Times that it was sent in vain.</summary>
    public int Sends { get; private set; }

    /// <summary>Whether it may wait for a connection to be opened; else only one that is open will do.</summary>
    public readonly bool MayConnect => !_needsWorking && _failedConnects < options.MaxConnectAttempts;

    /// <summary>It ended without a response on one connection; whether it may go to another.</summary>
    public bool TryAgain(StreamRetry retry)
    {
        switch (retry)
        {
            case StreamRetry.Unsent:
                return true;
            case StreamRetry.NotConnected:
                _failedConnects++;
                _knowsFailure = true;
                return true;
            case StreamRetry.ConnectionLost:
                return TryResend();
            case StreamRetry.NewConnectionLost:
                _needsWorking = true;
                return TryResend();
            default:
                return false;
        }
    }

    /// <summary>There is no connection for it now; whether to wait for the end of the hold-off.</summary>
    /// <param name="retryAt">When that is, as a timestamp; null when nothing will change.</param>
    /// <param name="deadline">When the request's time is over.</param>
    public bool TryWait(long? retryAt, long deadline)
    {
        // The failure behind the hold-off counts as an attempt of this request, once.
        _failedConnects += _knowsFailure ? 0 : 1;
        _knowsFailure = false;
        return MayConnect && retryAt < deadline;
    }

    private bool TryResend()
    {
        // An UPDATE may have been applied; sent again, its own effect can fail its prerequisites (RFC 2136 section 3.2).
        bool isRepeatable = options.ResendUpdates || request.Opcode is Opcode.Query or Opcode.IQuery or Opcode.Status or Opcode.Notify;
        Sends++;
        return isRepeatable && Sends < options.MaxSends;
    }
}
