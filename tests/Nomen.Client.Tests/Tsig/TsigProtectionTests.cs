using Microsoft.Extensions.Logging.Abstractions;
using Nomen.Client.Tsig;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Composing with a signature.</summary>
public sealed class TsigProtectionTests
{
    [Theory]
    [InlineData("hmac-sha1")]
    [InlineData("hmac-sha256")]
    [InlineData("hmac-sha512-256")]
    public void MaxOverhead_is_what_the_signature_takes(string algorithm)
    {
        TsigProtection protection = Protection(algorithm);

        Assert.Equal(Compose(protection, 512).Length, Compose(null, 512).Length + protection.MaxOverhead);
    }

    [Fact]
    [Rfc(8467, "4.1")]
    public void Padding_counts_the_signature_in() => Assert.Equal(128, Compose(Protection("hmac-sha256"), 512, padding: 128).Length);

    [Fact]
    public void A_request_that_just_fits_is_composed_and_one_octet_less_is_not_enough()
    {
        TsigProtection protection = Protection("hmac-sha256");
        int length = Compose(protection, 512).Length;

        Assert.Equal(length, Compose(protection, length).Length);
        Assert.Empty(Compose(protection, length - 1));
    }

    [Fact]
    [Rfc(8945, "5.1")]
    public void The_signature_stands_behind_OPT()
    {
        DnsMessage message = DnsMessage.Parse(Compose(Protection("hmac-sha256"), 512));

        Assert.Equal([DnsType.OPT, DnsType.TSIG], message.ReadRecords(DnsSection.Additional).Select(static record => record.Type));
    }

    private static TsigProtection Protection(string algorithm) =>
        new(TsigKey.Parse($"{algorithm}:xfr.example:{SampleKey.Secret}"), TsigOptions.Default, TimeProvider.System, 0, NullLogger.Instance);

    private static byte[] Compose(TsigProtection? protection, int room, int padding = 0)
    {
        DnsRequest request = DnsRequest.Query("example.com", DnsType.A).With(EdnsRecord.Default).With(protection);
        byte[] buffer = new byte[room];
        HopFields hop = new() { Id = 1, PayloadSize = 1232, PaddingBlock = padding, Protection = protection?.Begin() };
        return RequestComposer.TryCompose(request, buffer, hop, out int length) ? buffer[..length] : [];
    }
}
