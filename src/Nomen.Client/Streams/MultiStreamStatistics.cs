namespace Nomen.Client.Streams;

/// <summary>A snapshot of a <see cref="MultiStreamTransport"/>.</summary>
public sealed record MultiStreamStatistics
{
    /// <summary>Connections that are open, those of transfers and those that finish what they have included.</summary>
    public int OpenConnections { get; init; }

    /// <summary>Connections that are being opened.</summary>
    public int ConnectingConnections { get; init; }

    /// <summary>Requests under way, transfers included.</summary>
    public int InFlight { get; init; }

    /// <summary>Requests that wait for a place on a connection.</summary>
    public int Waiting { get; init; }

    /// <summary>Transfers that have a connection.</summary>
    public int Transfers { get; init; }

    /// <summary>Connections that were started so far.</summary>
    public long StartedConnections { get; init; }

    /// <summary>Connections so far that could not be opened.</summary>
    public long FailedConnects { get; init; }

    /// <summary>Failures in a row, without a response since; 0 when the last connection worked.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>Requests and transfers so far that were sent again after their connection was lost.</summary>
    public long Resends { get; init; }
}
