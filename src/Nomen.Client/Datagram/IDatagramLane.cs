using Nomen.Client.Services;

namespace Nomen.Client.Datagram;

/// <summary>How the transmissions of a transport leave, and their replies find back: a socket for each, or shared ones.</summary>
internal interface IDatagramLane : IDisposable
{
    /// <summary>Whether a reply wakes its request through the scheduler, rather than on the thread that received it.</summary>
    bool CompletionsHop { get; }

    /// <summary>Makes a transmission of the kind that this lane uses.</summary>
    DatagramTransmission CreateTransmission(DatagramQuery query);

    /// <summary>Begins and sends the transmission that is due. Failures go to the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="caseSource">Where letter case comes from; null for the request's own.</param>
    /// <param name="now">Timestamp.</param>
    void Transmit(DatagramQuery query, DnsRandom? caseSource, long now);

    /// <summary>Gives up what the transmissions of an ended query hold; when done, nothing refers to them any more.</summary>
    ValueTask ReleaseAsync(DatagramQuery query);
}
