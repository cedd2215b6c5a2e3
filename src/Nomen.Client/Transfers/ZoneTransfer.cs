using System.Runtime.CompilerServices;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Transfers;

/// <summary>Fetches a zone, or what changed in it, from a server (AXFR: RFC 5936, IXFR: RFC 1995, over TLS: RFC 9103).</summary>
/// <remarks>
/// The transport says how: TCP or TLS by a <see cref="Streams.MultiStreamTransport"/>, where a transfer has a connection of its
/// own; UDP first for IXFR by a <see cref="DatagramStream.DatagramStreamTransport"/>; signed by a layer that sets the request's
/// protection. Nothing is asked before the enumeration starts; leaving it early ends the transfer and frees its connection.
/// A transfer that is cut at any place ends in an exception, never in an end that looks whole.
/// </remarks>
public static class ZoneTransfer
{
    /// <summary>The whole zone.</summary>
    /// <param name="transport">To a server of the zone.</param>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TransferException">The server refuses, or the transfer did not come to its end.</exception>
    /// <exception cref="DnsTransportException">No message came at all.</exception>
    public static IAsyncEnumerable<TransferEvent> AxfrAsync(
        IDnsStreamingTransport transport, DomainName zone, TransferOptions? options = null, TransportServices? services = null, CancellationToken cancellationToken = default) =>
        EventsAsync(transport, AxfrRequest(zone), options, services, cancellationToken);

    /// <inheritdoc cref="AxfrAsync(IDnsStreamingTransport, DomainName, TransferOptions?, TransportServices?, CancellationToken)"/>
    /// <exception cref="DnsTextException">The text is no name.</exception>
    public static IAsyncEnumerable<TransferEvent> AxfrAsync(
        IDnsStreamingTransport transport, string zone, TransferOptions? options = null, TransportServices? services = null, CancellationToken cancellationToken = default) =>
        AxfrAsync(transport, DomainName.Parse(zone), options, services, cancellationToken);

    /// <summary>What changed in the zone since a version; the whole zone where the server does not know that version (<see cref="TransferEvent.Begin"/> tells).</summary>
    /// <param name="transport">To a server of the zone.</param>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="since">Serial of the version that the caller has.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TransferException">The server refuses, or the transfer did not come to its end.</exception>
    /// <exception cref="DnsTransportException">No message came at all.</exception>
    public static IAsyncEnumerable<TransferEvent> IxfrAsync(
        IDnsStreamingTransport transport, DomainName zone, uint since, TransferOptions? options = null, TransportServices? services = null, CancellationToken cancellationToken = default) =>
        EventsAsync(transport, IxfrRequest(zone, since), options, services, cancellationToken);

    /// <inheritdoc cref="IxfrAsync(IDnsStreamingTransport, DomainName, uint, TransferOptions?, TransportServices?, CancellationToken)"/>
    /// <exception cref="DnsTextException">The text is no name.</exception>
    public static IAsyncEnumerable<TransferEvent> IxfrAsync(
        IDnsStreamingTransport transport, string zone, uint since, TransferOptions? options = null, TransportServices? services = null, CancellationToken cancellationToken = default) =>
        IxfrAsync(transport, DomainName.Parse(zone), since, options, services, cancellationToken);

    /// <inheritdoc cref="IxfrAsync(IDnsStreamingTransport, DomainName, uint, TransferOptions?, TransportServices?, CancellationToken)"/>
    /// <param name="transport">To a server of the zone.</param>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="since">SOA of the version that the caller has.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IAsyncEnumerable<TransferEvent> IxfrAsync(
        IDnsStreamingTransport transport, DomainName zone, SoaData since, TransferOptions? options = null, TransportServices? services = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(since);
        return EventsAsync(transport, IxfrRequest(zone, since), options, services, cancellationToken);
    }

    /// <summary>The request for a whole zone.</summary>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="class">Its class.</param>
    public static DnsRequest AxfrRequest(DomainName zone, DnsClass @class = DnsClass.IN) => new(new DnsQuestion(zone, DnsType.AXFR, @class)) { Flags = DnsFlags.None };

    /// <summary>The request for the changes since a version (RFC 1995 section 3).</summary>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="since">Serial of that version.</param>
    /// <param name="class">Class of the zone.</param>
    public static DnsRequest IxfrRequest(DomainName zone, uint since, DnsClass @class = DnsClass.IN) =>
        IxfrRequest(zone, new SoaData(DomainName.Root, DomainName.Root, since, 0, 0, 0, 0), @class);

    /// <inheritdoc cref="IxfrRequest(DomainName, uint, DnsClass)"/>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="since">SOA of that version; servers look at its serial only.</param>
    /// <param name="class">Class of the zone.</param>
    public static DnsRequest IxfrRequest(DomainName zone, SoaData since, DnsClass @class = DnsClass.IN)
    {
        ArgumentNullException.ThrowIfNull(since);
        return new DnsRequest(new DnsQuestion(zone, DnsType.IXFR, @class))
        {
            Flags = DnsFlags.None,
            AuthorityRecords = [new ResourceRecord(zone, DnsType.SOA, @class, 0, since)],
        };
    }

    /// <summary>The messages of a transfer, each checked as far as it goes: for many records, without an object for each.</summary>
    /// <param name="transport">To a server of the zone.</param>
    /// <param name="request">An AXFR or IXFR request; the latter with the caller's SOA in the authority section.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="services">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The request asks for no transfer.</exception>
    /// <exception cref="TransferException">The server refuses, or the transfer did not come to its end.</exception>
    /// <exception cref="DnsTransportException">No message came at all.</exception>
    public static IAsyncEnumerable<TransferMessage> ReadAsync(
        IDnsStreamingTransport transport, DnsRequest request, TransferOptions? options = null, TransportServices? services = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(request);
        return request.IsTransfer
            ? MessagesAsync(transport, request, options ?? new TransferOptions(), (services ?? TransportServices.Default).TimeProvider, cancellationToken)
            : throw new ArgumentException("Only AXFR and IXFR are transfers.", nameof(request));
    }

    private static async IAsyncEnumerable<TransferMessage> MessagesAsync(
        IDnsStreamingTransport transport, DnsRequest request, TransferOptions options, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = new TransferSource(transport, request, options, time, cancellationToken);
        while (await source.NextAsync() is { } message)
        {
            yield return message;
        }
    }

    private static IAsyncEnumerable<TransferEvent> EventsAsync(
        IDnsStreamingTransport transport, DnsRequest request, TransferOptions? options, TransportServices? services, CancellationToken cancellationToken) =>
        EventsOfAsync(ReadAsync(transport, request, options, services, cancellationToken), cancellationToken);

    private static async IAsyncEnumerable<TransferEvent> EventsOfAsync(IAsyncEnumerable<TransferMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new TransferEvents();
        await foreach (TransferMessage message in messages.WithCancellation(cancellationToken))
        {
            foreach (TransferEvent happened in events.Of(message))
            {
                yield return happened;
            }
        }
    }
}
