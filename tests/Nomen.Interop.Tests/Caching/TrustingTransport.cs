using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Interop.Tests.Caching;

/// <summary>Stands where a validator stands and believes every signature: the zones of the lab come from where we put them.</summary>
internal sealed class TrustingTransport(IDnsTransport inner) : DelegatingDnsTransport(inner)
{
    public override async ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        DnsResponse response = await base.SendAsync(request, cancellationToken);
        List<ValidatedRrset> rrsets = [];
        foreach (DnsSection section in (DnsSection[])[DnsSection.Answer, DnsSection.Authority])
        {
            IReadOnlyList<ResourceRecord> records = response.Message.ReadRecords(section);
            foreach (var rrset in records.Where(static record => record.Type != DnsType.RRSIG).GroupBy(static record => (record.Owner, record.Type)))
            {
                (DomainName owner, DnsType type) = rrset.Key;
                RrsigData? signature = records
                    .Where(record => record.Owner == owner)
                    .Select(static record => record.Data)
                    .OfType<RrsigData>()
                    .FirstOrDefault(data => data.TypeCovered == type);
                bool isExpanded = signature is not null && signature.Labels < owner.LabelCount - (owner.IsWildcard ? 1 : 0);
                rrsets.Add(new ValidatedRrset(section, owner, type, signature is null ? SecurityStatus.Insecure : SecurityStatus.Secure)
                {
                    AllowedTtl = signature?.OriginalTtl ?? rrset.First().Ttl,
                    Signer = signature?.Signer,
                    WildcardSource = isExpanded ? owner.Suffix(signature!.Labels).Prepend("*"u8) : null,
                });
            }
        }

        return response.With(new ResponseValidation(SecurityStatus.Secure, [.. rrsets]));
    }
}
