using System.Text;
using Nomen.Client.Tsig;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tests.Tsig;

/// <summary>docs/threats.md H4: no log, exception or text holds a secret.</summary>
public sealed class TsigSecrecyTests
{
    private static readonly byte[] Octets = Convert.FromBase64String(SampleKey.Secret);

    [Fact]
    public void No_log_and_no_exception_holds_the_secret()
    {
        CollectingLogger log = new();
        List<string> texts = [];
        TsigKey[] keys = [SampleKey.Good, SampleKey.Unknown, TsigKey.Parse($"hmac-sha1:xfr.example:{SampleKey.Secret}"), TsigKey.Parse($"hmac-sha256-128:xfr.example:{SampleKey.Secret}")];

        foreach (TsigKey key in keys)
        {
            foreach (int hours in (int[])[0, 1])
            {
                TsigDatagramWorld world = new(key, new TsigTransportOptions { UseServerTime = hours == 0 }, services => services with { LoggerFactory = log });
                world.Peer.Ahead = TimeSpan.FromHours(hours);
                texts.Add(Record.Exception(() => world.Ask())?.ToString() ?? "a response");
            }
        }

        texts.AddRange(log.Texts);
        Assert.Contains(texts, static text => text.Contains("does not accept", StringComparison.Ordinal));
        Assert.NotEmpty(log.Texts);
        Assert.All(texts, static text => Assert.DoesNotContain(Forms(), form => text.Contains(form, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_forged_reply_is_logged_with_the_name_of_the_key()
    {
        CollectingLogger log = new();
        TsigDatagramWorld world = new(services: services => services with { LoggerFactory = log });
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Datagram.Replies.WithAddress(query, "203.0.113.66"));

        world.AskInVain<DnsTransportException>();

        Assert.Contains(log.Texts, static text => text.Contains("xfr.example", StringComparison.Ordinal) && text.Contains(nameof(TsigStatus.Missing), StringComparison.Ordinal));
    }

    [Fact]
    public void What_can_be_printed_shows_no_secret()
    {
        TsigTransportOptions options = new();
        DnsRequest request = TsigDatagramWorld.Question.With(new TsigProtection(SampleKey.Good, TsigOptions.Default, TimeProvider.System, 0, new CollectingLogger()));

        string[] texts = [SampleKey.Good.ToString(), options.ToString(), request.ToString(), request.Protection!.ToString()!, request.Protection.Begin().ToString()!];

        Assert.All(texts, static text => Assert.DoesNotContain(Forms(), form => text.Contains(form, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] Forms() => [SampleKey.Secret[..12], Convert.ToHexString(Octets)[..12], Encoding.Latin1.GetString(Octets)[..8]];
}
