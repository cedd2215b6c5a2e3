using System.Security.Cryptography;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tests.Vectors;
using Nomen.Dns.Wire;
using Nomen.Dns.ZoneDigests;

namespace Nomen.Dns.Tests.ZoneDigests;

public sealed class ZoneDigestTests
{
    private static readonly DomainName Apex = DomainName.Parse("example.");

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [SharedTheory]
    [InlineData("zonemd-sha384.example")]
    [Rfc(8976, "4")]
    public void A_zone_that_another_program_signed_is_verified(string zone)
    {
        string path = Path.Combine(SharedFolder.Path!, "vectors", "dnssec", "zones", zone, "zone.signed");
        ResourceRecord[] records = [.. MasterFileReader.ReadFile(path)];
        uint serial = records.Select(record => record.Data).OfType<SoaData>().First().Serial;

        Assert.Equal(ZoneDigestVerdict.Verified, Verify(records, DomainName.Parse(zone), serial));
        Assert.Equal(ZoneDigestVerdict.Mismatch, Verify([.. records.Where(record => record.Type != DnsType.CAA)], DomainName.Parse(zone), serial));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Rfc(4034, "6.1")]
    [Rfc(4034, "6.3")]
    public void The_order_is_that_of_names_then_types_then_data(int seed)
    {
        var random = new Random(seed);
        ResourceRecord[] records = [.. Enumerable.Range(0, 300).Select(_ => Random(random)).DistinctBy(record => (record.Owner, record.Type, Convert.ToHexString(record.Data.ToWire())))];
        ResourceRecord[] ordered = [.. records.OrderBy(record => record.Owner).ThenBy(record => record.Type).ThenBy(record => Convert.ToHexString(record.Data.ToWire()), StringComparer.Ordinal)];
        byte[] digest = SHA384.HashData([.. ordered.SelectMany(Canonical)]);
        ResourceRecord told = new(Apex, DnsType.ZONEMD, DnsClass.IN, 1, new ZonemdData(7, 1, 1, digest));

        Assert.Equal(ZoneDigestVerdict.Verified, Verify([told, .. records], Apex, 7));
    }

    [Fact]
    public void Octets_that_the_order_could_trip_over_are_in_order()
    {
        string[] names = ["example.", @"\000.example.", @"\000\000.example.", @"\000\001.example.", @"\001.example.", @"\001a.example.", @"\002.example.", "a.example.", @"\000.a.example.", "yljkjljk.a.example.", "Z.a.example.", "zABC.a.EXAMPLE.", "aa.example.", "z.example."];
        ResourceRecord[] records = [.. names.Select(name => ResourceRecord.Parse($"{name} 5 IN A 192.0.2.1"))];
        byte[] digest = SHA512.HashData([.. records.SelectMany(Canonical)]);
        ResourceRecord told = new(Apex, DnsType.ZONEMD, DnsClass.IN, 1, new ZonemdData(7, 1, 2, digest));

        Assert.Equal(ZoneDigestVerdict.Verified, Verify([told, .. records.Reverse()], Apex, 7));
    }

    [Fact]
    public void Beyond_its_memory_nothing_is_kept()
    {
        ResourceRecord told = new(Apex, DnsType.ZONEMD, DnsClass.IN, 1, new ZonemdData(7, 1, 1, new byte[48]));
        ResourceRecord[] records = [.. Enumerable.Range(0, 20_000).Select(i => ResourceRecord.Parse($"n{i}.example. 5 IN A 192.0.2.1"))];

        Assert.Equal(ZoneDigestVerdict.TooLarge, Verify([told, .. records], Apex, 7, limit: 100_000));
        Assert.Equal(ZoneDigestVerdict.Mismatch, Verify([told, .. records], Apex, 7));

        // Servers send the apex first: a digest that comes after a mebibyte of other records is not waited for.
        Assert.Equal(ZoneDigestVerdict.TooLarge, Verify([.. records, told], Apex, 7));
    }

    private static ZoneDigestVerdict Verify(IEnumerable<ResourceRecord> records, DomainName apex, uint serial, long limit = 1 << 28)
    {
        ZoneDigest digest = new(apex, limit);
        foreach (ResourceRecord[] chunk in records.Chunk(100))
        {
            DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
            writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
            foreach (ResourceRecord record in chunk)
            {
                Assert.True(writer.TryWriteRecord(DnsSection.Answer, record));
            }

            foreach (RecordView record in DnsMessageView.Parse(writer.Written).Answers)
            {
                digest.Add(record);
            }
        }

        return digest.Verify(serial);
    }

    private static ResourceRecord Random(Random random)
    {
        string[] labels = ["a", "B", "ab", @"\000", @"\001", "*", "z-1"];
        string owner = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => labels[random.Next(labels.Length)] + ".")) + "example.";
        string data = random.Next(5) switch
        {
            0 => $"A 192.0.2.{random.Next(256)}",
            1 => $"MX {random.Next(3)} Mail{random.Next(5)}.Example.",
            2 => $"TXT \"{new string('x', random.Next(5))}\"",
            3 => $"NS Ns{random.Next(5)}.example.",
            _ => $"TYPE65280 \\# 2 0{random.Next(10)}0{random.Next(10)}",
        };
        return ResourceRecord.Parse($"{owner} 300 IN {data}");
    }

    private static byte[] Canonical(ResourceRecord record)
    {
        DnsMessageWriter data = new(new byte[1000], compress: false);
        record.Data.WriteCanonical(ref data);
        byte[] head = new byte[10];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)record.Type);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)record.Class);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), record.Ttl);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)data.Length);
        return [.. record.Owner.ToLower().Wire, .. head, .. data.Written];
    }
}
