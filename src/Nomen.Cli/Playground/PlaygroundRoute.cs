namespace Nomen.Cli.Playground;

/// <summary>Which of the client's transports a step asks through.</summary>
internal enum PlaygroundRoute
{
    /// <summary>UDP alone.</summary>
    Datagram,

    /// <summary>One TCP connection.</summary>
    Stream,

    /// <summary>UDP, and TCP when the response was cut.</summary>
    DatagramStream,
}
