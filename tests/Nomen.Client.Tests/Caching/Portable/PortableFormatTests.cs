using System.Buffers;
using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Portable;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Portable;

/// <summary>Entries outside of the process: the same again, and nothing that no cache wrote.</summary>
public sealed class PortableFormatTests
{
    private static readonly PortableClock Clock = new(Now: 5_000_000, Frequency: 1_000_000, UtcNow: 1_800_000_000_000);

    private static readonly SubnetPrefix Network = SubnetPrefix.Of(IPAddress.Parse("192.0.32.0"), 20).AsExact();

    [Fact]
    public void An_entry_comes_back_with_every_field()
    {
        byte[] octets = Octets();

        Assert.True(PortableFormat.TryRead(octets, out PortableEntry entry, out string? problem), problem);
        Assert.Equal((1_799_999_998_500, 300u, SecurityStatus.Secure), (entry.StoredAt, entry.Lifetime, entry.Security));
        Assert.Equal(new CacheVariant(DnsFlags.RD, dnssecOk: true), entry.Variant);
        Assert.Equal((Network, 22), (entry.Subnet, entry.SubnetScope));
        Assert.Equal([0, 15, 0, 2, 0, 3], entry.Extras.ToArray());
        Assert.Equal("www.example. 300 IN A 192.0.2.1", Assert.Single(CacheWorld.Records(entry.Message)));
    }

    [Fact]
    public void Numbers_are_in_network_order()
    {
        byte[] octets = Octets();

        Assert.Equal("000001A3185C4A24" + "0000012C" + "06" + "01" + "81" + "14" + "16" + "0006", Convert.ToHexString(octets.AsSpan(0, PortableLayout.MessageLength)));
    }

    [Theory]
    [InlineData(PortableLayout.StoredAt, 0x80, "time")]
    [InlineData(PortableLayout.StoredAt + 1, 0xff, "time")]
    [InlineData(PortableLayout.Variant, 0x03, "flags")]
    [InlineData(PortableLayout.Variant, 0x10, "flags")]
    [InlineData(PortableLayout.Security, (int)SecurityStatus.Bogus, "DNSSEC")]
    [InlineData(PortableLayout.Security, 5, "DNSSEC")]
    [InlineData(PortableLayout.SubnetFamily, 0, "subnet")]
    [InlineData(PortableLayout.SubnetFamily, 0x80, "subnet")]
    [InlineData(PortableLayout.SubnetFamily, 3, "subnet")]
    [InlineData(PortableLayout.SubnetFamily, 0xff, "subnet")]
    [InlineData(PortableLayout.SubnetFamily, 0x82, null)]
    [InlineData(PortableLayout.SubnetLength, 24, null)]
    [InlineData(PortableLayout.SubnetLength, 18, "subnet")]
    [InlineData(PortableLayout.SubnetLength, 25, "length")]
    [InlineData(PortableLayout.SubnetScope, 129, "subnet")]
    [InlineData(PortableLayout.ExtrasLength + 1, 5, "length")]
    [InlineData(PortableLayout.Parts, 1, "none that is kept")]
    [InlineData(PortableLayout.Parts + 2, 0, "none that is kept")]
    [InlineData(PortableLayout.Parts + 2, 0x84, "none that is kept")]
    [InlineData(PortableLayout.Parts + 3, 2, "none that is kept")]
    [InlineData(PortableLayout.Parts + 5, 2, "malformed")]
    public void A_field_that_no_entry_has_is_refused(int offset, byte value, string? problem)
    {
        byte[] octets = Octets();
        octets[offset] = value;

        Assert.Equal(problem is null, PortableFormat.TryRead(octets, out _, out string? said));
        Assert.Contains(problem ?? "", said ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00160002FFFF", "errors")]
    [InlineData("000F0003FFFF", "errors")]
    [InlineData("000F0000FF", "errors")]
    [InlineData("000F0001FF", null)]
    [InlineData("000F0000", null)]
    [InlineData("", null)]
    public void Extras_are_extended_errors_end_to_end(string extras, string? problem)
    {
        byte[] octets = Octets(Convert.FromHexString(extras));

        Assert.Equal(problem is null, PortableFormat.TryRead(octets, out _, out string? said));
        Assert.Contains(problem ?? "", said ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PortableLayout.Parts - 1)]
    [InlineData(PortableLayout.Parts)]
    public void What_is_too_short_is_refused(int length) =>
        Assert.False(PortableFormat.TryRead(Octets().AsSpan(0, length), out _, out _));

    [Theory]
    [InlineData(1_799_999_998_500, 3_500_000)]
    [InlineData(1_800_000_000_000, 5_000_000)]
    [InlineData(1_800_000_001_000, 5_000_000)]
    [InlineData(1_799_999_900_000, -95_000_000)]
    public void A_UTC_time_becomes_a_timestamp_that_is_never_in_the_future(long utc, long timestamp)
    {
        Assert.Equal(timestamp, Clock.ToTimestamp(utc));
        Assert.Equal(Math.Min(utc, Clock.UtcNow), Clock.ToUtc(timestamp));
    }

    private static byte[] Octets(byte[]? extras = null)
    {
        DnsMessage message = CacheUpstream.Reply(CacheWorld.Request(), answers: "www.example 300 IN A 192.0.2.1").Message;
        CacheEntryFields fields = new()
        {
            Stored = 3_500_000,
            Lifetime = 300,
            Variant = new CacheVariant(DnsFlags.RD, dnssecOk: true),
            Kind = CacheEntryKind.Answer,
            Code = 0,
            Security = SecurityStatus.Secure,
            Extras = extras ?? [0, 15, 0, 2, 0, 3],
            Subnet = Network,
            SubnetScope = 22,
        };
        CacheEntryBuilder.TryBuild(message, DnsType.A, new TtlLimits(86_400, 3600, IsDenial: false), fields, 4096, out CacheEntry entry);
        ArrayBufferWriter<byte> written = new();
        PortableFormat.Write(entry, Clock, written);
        return written.WrittenSpan.ToArray();
    }
}
