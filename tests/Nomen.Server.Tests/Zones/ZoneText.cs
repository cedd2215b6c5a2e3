using System.Globalization;
using System.Net;
using System.Text;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>Zones for tests, one record a line: <c>owner [ttl] type data</c>; names without a final dot belong to the origin.</summary>
internal static class ZoneText
{
    private const uint DefaultTtl = 3600;

    internal static Zone Zone(string apex, string text) => new ZoneBuilder(DomainName.Parse(apex)).AddRange(Records(apex, text)).Build();

    internal static IEnumerable<ResourceRecord> Records(string apex, string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Record(DomainName.Parse(apex), line));

    private static ResourceRecord Record(DomainName origin, string line)
    {
        Queue<string> words = new(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        DomainName owner = DomainName.Parse(words.Dequeue(), origin);
        uint ttl = uint.TryParse(words.Peek(), NumberStyles.None, CultureInfo.InvariantCulture, out uint written) ? written : DefaultTtl;
        if (ttl == written && char.IsAsciiDigit(words.Peek()[0]))
        {
            words.Dequeue();
        }

        return new ResourceRecord(owner, ttl, Data(words, origin));
    }

    private static Rdata Data(Queue<string> words, DomainName origin)
    {
        DomainName Name() => DomainName.Parse(words.Dequeue(), origin);
        ushort Number() => ushort.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
        string type = words.Dequeue();
        return type switch
        {
            "SOA" => new SoaData(Name(), Name(), Number(), Number(), Number(), Number(), Number()),
            "A" => new AData(IPAddress.Parse(words.Dequeue())),
            "AAAA" => new AaaaData(IPAddress.Parse(words.Dequeue())),
            "NS" => new NsData(Name()),
            "CNAME" => new CnameData(Name()),
            "DNAME" => new DnameData(Name()),
            "MX" => new MxData(Number(), Name()),
            "SRV" => new SrvData(Number(), Number(), Number(), Name()),
            "HTTPS" => new HttpsData(Number(), Name(), SvcParams.Empty),
            "TXT" => new TxtData([Encoding.ASCII.GetBytes(words.Dequeue())]),
            "DS" => new DsData(Number(), (DnssecAlgorithm)Number(), (DsDigestType)Number(), Convert.FromHexString(words.Dequeue())),
            "NSEC" => new NsecData(Name(), new TypeBitmap(words.Select(Enum.Parse<DnsType>))),
            "RRSIG" => new RrsigData(Enum.Parse<DnsType>(words.Dequeue()), DnssecAlgorithm.EcdsaP256Sha256, 2, DefaultTtl, 2, 1, 1, origin, new byte[] { 1, 2, 3 }),
            _ => throw new NotSupportedException(type),
        };
    }
}
