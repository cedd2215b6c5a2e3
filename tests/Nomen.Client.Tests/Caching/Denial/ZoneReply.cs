using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>An authoritative response under construction, with what a validator would say about each RRset.</summary>
internal sealed class ZoneReply(SignedZone zone, DnsQuestion question)
{
    private readonly List<(DnsSection Section, ResourceRecord Record)> _records = [];
    private readonly List<ValidatedRrset> _rrsets = [];

    public Rcode Rcode { get; set; }

    /// <summary>Types and data of the answer section, signatures not counted.</summary>
    public IEnumerable<ResourceRecord> Answers => _records
        .Where(static entry => entry.Section == DnsSection.Answer && entry.Record.Type != DnsType.RRSIG)
        .Select(static entry => entry.Record);

    /// <summary>Whether it sends the asker to another zone.</summary>
    public bool IsReferral => _records.Exists(static entry => entry is { Section: DnsSection.Authority, Record.Type: DnsType.NS });

    public ZoneReply Add(DnsSection section, DomainName owner, Rdata data, uint ttl, DomainName? wildcard = null, bool isSigned = true)
    {
        if (_rrsets.Exists(rrset => rrset.Section == section && rrset.Owner == owner && rrset.Type == data.Type))
        {
            return this;
        }

        _records.Add((section, new ResourceRecord(owner, ttl, data)));
        if (isSigned)
        {
            DomainName signed = wildcard ?? owner;
            byte labels = (byte)(zone.SignatureLabels ?? (signed.LabelCount - (signed.IsWildcard ? 1 : 0)));
            RrsigData signature = new(data.Type, DnssecAlgorithm.EcdsaP256Sha256, labels, ttl, 2_000_000_000, 1_000_000_000, 1, zone.Signer, new byte[64]);
            _records.Add((section, new ResourceRecord(owner, ttl, signature)));
        }

        SecurityStatus status = isSigned ? SecurityStatus.Secure : SecurityStatus.Insecure;
        _rrsets.Add(zone.Judge(new ValidatedRrset(section, owner, data.Type, status)
        {
            AllowedTtl = ttl,
            Signer = isSigned ? zone.Signer : null,
            WildcardSource = wildcard,
        }));
        return this;
    }

    public DnsResponse ToResponse(DnsRequest request)
    {
        DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR | DnsFlags.AA | DnsFlags.RA | DnsFlags.AD, Rcode);
        writer.TryWriteQuestion(question);
        foreach (DnsSection section in (DnsSection[])[DnsSection.Answer, DnsSection.Authority])
        {
            foreach ((_, ResourceRecord record) in _records.Where(entry => entry.Section == section && (request.DnssecOk || entry.Record.Type is not (DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3))))
            {
                Assert.True(writer.TryWriteRecord(section, record));
            }
        }

        writer.TryWriteEdns(EdnsRecord.Default with { DnssecOk = request.DnssecOk }, 1232);
        return new DnsResponse(DnsMessage.Parse(writer.Written)) { Validation = new ResponseValidation(SecurityStatus.Secure, [.. _rrsets]) };
    }
}
