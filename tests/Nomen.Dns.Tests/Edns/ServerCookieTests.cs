using System.Buffers.Binary;
using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Edns;

public sealed class ServerCookieTests
{
    private const uint Made = 1559731985;

    // RFC 9018 appendix A.1.
    private static readonly byte[] Secret = Convert.FromHexString("e5e973e5a6b2a43f48e7dc849e37bfcf");
    private static readonly byte[] Client = Convert.FromHexString("2464c4abcf10c957");
    private static readonly IPAddress Address = IPAddress.Parse("198.51.100.100");

    public static TheoryData<string> Rows => new(SharedFolder.ReadTable("vectors/edns/cookies.tsv").Select(row => row["id"]));

    [SharedTheory]
    [MemberData(nameof(Rows))]
    [Rfc(9018, "4.4")]
    public void Cookies_of_other_servers_verify_and_those_with_a_bit_changed_do_not(string id)
    {
        Dictionary<string, string> row = SharedFolder.ReadTable("vectors/edns/cookies.tsv").Single(line => line["id"] == id);
        byte[] cookie = Convert.FromHexString(row["server_cookie"]);

        ServerCookieVerdict verdict = ServerCookie.Verify(
            cookie,
            Convert.FromHexString(row["client_cookie"]),
            IPAddress.Parse(row["client_address"]),
            Convert.FromHexString(row["secret"]),
            BinaryPrimitives.ReadUInt32BigEndian(cookie.AsSpan(4)));

        Assert.Equal(row["expected"] == "valid" ? ServerCookieVerdict.Fresh : ServerCookieVerdict.Forged, verdict);
    }

    [Fact]
    [Rfc(9018, "A.1")]
    public void The_RFCs_example_is_made()
    {
        byte[] cookie = new byte[ServerCookie.Length];

        ServerCookie.Write(Client, Address, Secret, Made, cookie);

        Assert.Equal("010000005cf79f111f8130c3eee29480", Convert.ToHexStringLower(cookie));
    }

    [Theory]
    [InlineData(0, ServerCookieVerdict.Fresh)]
    [InlineData(1800, ServerCookieVerdict.Fresh)]
    [InlineData(1801, ServerCookieVerdict.Aging)]
    [InlineData(3600, ServerCookieVerdict.Aging)]
    [InlineData(3601, ServerCookieVerdict.Expired)]
    [InlineData(-300, ServerCookieVerdict.Fresh)]
    [InlineData(-301, ServerCookieVerdict.Expired)]
    [Rfc(9018, "4.3")]
    public void A_cookie_ages(int seconds, ServerCookieVerdict verdict)
    {
        byte[] cookie = new byte[ServerCookie.Length];
        ServerCookie.Write(Client, Address, Secret, Made, cookie);

        Assert.Equal(verdict, ServerCookie.Verify(cookie, Client, Address, Secret, (uint)(Made + seconds)));
    }

    [Fact]
    [Rfc(9018, "4.3")]
    public void Time_wraps_around()
    {
        byte[] cookie = new byte[ServerCookie.Length];
        ServerCookie.Write(Client, Address, Secret, uint.MaxValue - 10, cookie);

        Assert.Equal(ServerCookieVerdict.Fresh, ServerCookie.Verify(cookie, Client, Address, Secret, 20));
    }

    [Fact]
    public void A_cookie_holds_for_one_address_one_client_cookie_and_one_secret()
    {
        byte[] cookie = new byte[ServerCookie.Length];
        ServerCookie.Write(Client, Address, Secret, Made, cookie);

        Assert.Equal(ServerCookieVerdict.Forged, ServerCookie.Verify(cookie, Client, IPAddress.Parse("198.51.100.101"), Secret, Made));
        Assert.Equal(ServerCookieVerdict.Forged, ServerCookie.Verify(cookie, new byte[8], Address, Secret, Made));
        Assert.Equal(ServerCookieVerdict.Forged, ServerCookie.Verify(cookie, Client, Address, new byte[16], Made));
    }

    [Theory]
    [InlineData("")]
    [InlineData("010000005cf79f11")]
    [InlineData("020000005cf79f111f8130c3eee29480")]
    [InlineData("010000005cf79f111f8130c3eee2948000")]
    public void A_cookie_of_another_length_or_version_is_not_ours(string hex)
    {
        Assert.Equal(ServerCookieVerdict.Forged, ServerCookie.Verify(Convert.FromHexString(hex), Client, Address, Secret, Made));
    }

    [Fact]
    public void Wrong_lengths_of_secret_client_cookie_and_destination_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ServerCookie.Write(Client, Address, new byte[15], Made, new byte[16]));
        Assert.Throws<ArgumentException>(() => ServerCookie.Write(new byte[7], Address, Secret, Made, new byte[16]));
        Assert.Throws<ArgumentException>(() => ServerCookie.Write(Client, Address, Secret, Made, new byte[15]));
    }
}
