using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Denial;

/// <summary>The records of one Secure RRset with its signatures, as read from the message that it came in.</summary>
/// <param name="Packed">Records, then signatures: see <see cref="PackedRecords"/>.</param>
/// <param name="First">Data of the first record.</param>
/// <param name="Count">How many records there are, signatures not counted.</param>
/// <param name="Ttl">Lowest TTL of records and signatures, and no more than the validator allows.</param>
internal sealed record SecureRecords(byte[] Packed, Rdata First, int Count, uint Ttl)
{
    /// <summary>Reads an RRset; null when the message does not have it, or has no signature of this signer over an owner of so many labels.</summary>
    /// <param name="message">The message.</param>
    /// <param name="rrset">What the validator said about it.</param>
    /// <param name="labels">
    /// Labels that the signature must name (RFC 4034 section 3.1.3): with fewer than the owner has, it was made for a wildcard, and the record is no proof about its owner.
    /// </param>
    /// <param name="maxLength">Most octets.</param>
    public static SecureRecords? TryRead(DnsMessage message, ValidatedRrset rrset, int labels, int maxLength)
    {
        List<byte> data = [];
        List<byte> signatures = [];
        Rdata? first = null;
        int count = 0;
        uint ttl = rrset.AllowedTtl;
        foreach (RecordView record in rrset.Section == DnsSection.Answer ? message.Answers : message.Authority)
        {
            if (record.Class != DnsClass.IN || !record.Owner.Equals(rrset.Owner))
            {
                continue;
            }

            if (record.Type == rrset.Type)
            {
                Rdata value = record.ReadData();
                first ??= value;
                count++;
                PackedRecords.Append(data, record.Type, value.ToWire());
                ttl = Math.Min(ttl, record.Ttl);
            }
            else if (record.TryGetData(out RrsigData? signature) && IsFor(signature, rrset, labels))
            {
                PackedRecords.Append(signatures, record.Type, signature.ToWire());
                ttl = Math.Min(ttl, record.Ttl);
            }
        }

        return first is not null && signatures.Count > 0 && ttl > 0 && data.Count + signatures.Count <= maxLength
            ? new SecureRecords([.. data, .. signatures], first, count, ttl)
            : null;
    }

    private static bool IsFor(RrsigData signature, ValidatedRrset rrset, int labels) =>
        signature.TypeCovered == rrset.Type && signature.Labels == labels && signature.Signer == rrset.Signer;
}
