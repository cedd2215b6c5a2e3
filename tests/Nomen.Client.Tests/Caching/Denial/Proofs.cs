using System.Globalization;
using Nomen.Client.Caching.Denial;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Proofs made by hand, as the cache keeps them.</summary>
internal static class Proofs
{
    /// <summary>The NSEC records of numbered names, each leading to the next.</summary>
    public static void Fill(DenialStore store, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            store.Add(Nsec(SignedZone.DefaultApex, Name(i), Name(i + 1)));
        }
    }

    public static string Name(int i) => "n" + i.ToString("d6", CultureInfo.InvariantCulture);

    public static DenialRrset Nsec(DomainName zone, string owner, string next)
    {
        DomainName name = DomainName.Parse(owner).Concat(zone);
        DomainName nextName = DomainName.Parse(next).Concat(zone);
        TypeBitmap types = new(DnsType.A);
        return new DenialRrset
        {
            Kind = DenialKind.Nsec,
            Zone = zone,
            Owner = name,
            Type = DnsType.NSEC,
            Key = Key(name),
            NextKey = Key(nextName),
            Types = types,
            Records = Pack(name, zone, new NsecData(nextName, types)),
            Stored = 0,
            Lifetime = 600,
        };
    }

    public static DenialRrset Soa(DomainName zone) => new()
    {
        Kind = DenialKind.Soa,
        Zone = zone,
        Owner = zone,
        Type = DnsType.SOA,
        Key = [],
        Records = Pack(zone, zone, new SoaData(zone, zone, 1, 2, 3, 4, 600)),
        Stored = 0,
        Lifetime = 600,
    };

    private static byte[] Pack(DomainName owner, DomainName zone, Rdata data)
    {
        List<byte> records = [];
        RrsigData signature = new(data.Type, DnssecAlgorithm.EcdsaP256Sha256, (byte)owner.LabelCount, 600, 2, 1, 1, zone, new byte[64]);
        PackedRecords.Append(records, data.Type, data.ToWire());
        PackedRecords.Append(records, DnsType.RRSIG, signature.ToWire());
        return [.. records];
    }

    private static byte[] Key(DomainName name)
    {
        byte[] key = new byte[NameKey.MaxLength];
        return key[..NameKey.Write(name.Wire, key)];
    }
}
