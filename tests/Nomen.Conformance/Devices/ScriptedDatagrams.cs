using System.Net;
using Nomen.Client.Sockets;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices;

/// <summary>The wire seam of UDP over a scripted network.</summary>
internal sealed class ScriptedDatagrams(ScriptedNetwork network, IPEndPoint server) : IDatagramConnector
{
    private int _port = IPEndPoint.MaxPort / 2;

    /// <inheritdoc/>
    public IPEndPoint Server => server;

    /// <inheritdoc/>
    public IDatagramConnection Connect() => new ScriptedDatagramConnection(network, server, new IPEndPoint(IPAddress.Loopback, _port++));
}
