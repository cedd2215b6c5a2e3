using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Updates;

/// <summary>Tells a secondary server that a zone has changed (NOTIFY, RFC 1996).</summary>
public static class Notify
{
    /// <summary>The request.</summary>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="soa">SOA of the new version, as a hint: a server that has it need not ask (RFC 1996 section 3.7); null for none.</param>
    /// <param name="class">Class of the zone.</param>
    public static DnsRequest Request(DomainName zone, SoaData? soa = null, DnsClass @class = DnsClass.IN) => new(new DnsQuestion(zone, DnsType.SOA, @class))
    {
        Opcode = Opcode.Notify,
        Flags = DnsFlags.AA,
        AnswerRecords = soa is null ? [] : [new ResourceRecord(zone, DnsType.SOA, @class, 0, soa)],
    };

    /// <summary>Sends it, and returns the server's response: <see cref="DnsResponse.EnsureSuccess"/> tells whether it was accepted.</summary>
    /// <param name="transport">To the secondary server.</param>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="soa">SOA of the new version, as a hint; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Nomen.Dns.Errors.DnsTransportException">No response.</exception>
    public static ValueTask<DnsResponse> SendAsync(IDnsTransport transport, DomainName zone, SoaData? soa = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return transport.SendAsync(Request(zone, soa), cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(IDnsTransport, DomainName, SoaData?, CancellationToken)"/>
    /// <exception cref="Nomen.Dns.Errors.DnsTextException">The text is no name.</exception>
    public static ValueTask<DnsResponse> SendAsync(IDnsTransport transport, string zone, SoaData? soa = null, CancellationToken cancellationToken = default) =>
        SendAsync(transport, DomainName.Parse(zone), soa, cancellationToken);
}
