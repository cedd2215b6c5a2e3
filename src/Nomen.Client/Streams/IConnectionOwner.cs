using Nomen.Client.Sockets;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>Is told what happens to a connection.</summary>
internal interface IConnectionOwner
{
    /// <summary>It is open; false when nobody wants it any more.</summary>
    bool HandleConnected(IStreamConnection connection);

    /// <summary>Octets came; takes the whole messages out.</summary>
    void HandleRead(FrameReader frames);

    /// <summary>It failed, to be opened or later, or the peer ended it. May come more than once.</summary>
    void HandleEnd(TransportError reason);
}
