using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Edns;

public sealed class EdnsViewTests
{
    [Fact]
    public void Options_are_walked_in_order_without_allocation()
    {
        byte[] message = Message("0003000000080004000100000003000141");
        Walk(message);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int walked = Walk(message);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((3, 0L), (walked, allocated));
    }

    [Fact]
    public void The_first_option_of_a_type_is_read()
    {
        DnsMessageView.Parse(Message("00030001410003000142")).TryGetEdns(out EdnsView edns);

        Assert.True(edns.TryRead(out NsidOption? option, out _));
        Assert.Equal([0x41], option.Data.ToArray());
    }

    [Fact]
    public void A_malformed_option_tells_apart_from_an_absent_one()
    {
        DnsMessageView.Parse(Message("000a000141")).TryGetEdns(out EdnsView edns);

        Assert.False(edns.TryRead(out CookieOption? _, out FormatError malformed));
        Assert.False(edns.TryRead(out NsidOption? _, out FormatError absent));
        Assert.Equal((FormatErrorKind.EdnsOption, FormatErrorKind.None), (malformed.Kind, absent.Kind));
    }

    [Fact]
    public void A_malformed_known_option_does_not_cost_the_message()
    {
        EdnsRecord edns = DnsMessage.Parse(Message("000a000141" + "00030000")).Edns!;

        Assert.Equal<EdnsOption>([new UnknownOption(EdnsOptionCode.Cookie, new byte[] { 0x41 }), new NsidOption()], edns.Options);
    }

    [Theory]
    [InlineData("000a")]
    [InlineData("000a0001")]
    [InlineData("000a00024100")]
    [InlineData("00030000000a00ff41")]
    [Rfc(6891, "6.1.2")]
    public void Options_that_overrun_the_record_are_malformed(string options)
    {
        byte[] message = Message(options);
        if (options.EndsWith("4100", StringComparison.Ordinal))
        {
            message = [.. message[..^1]];
            message[22]--;
        }

        Assert.False(DnsMessage.TryParse(message, out _, out FormatError error));
        Assert.Equal(FormatErrorKind.EdnsOption, error.Kind);
    }

    [Fact]
    public void Only_the_first_100_options_are_handled()
    {
        byte[] message = Message(string.Concat(Enumerable.Repeat("00030000", 280)) + "000f00020006");

        EdnsRecord edns = DnsMessage.Parse(message).Edns!;

        Assert.Equal(EdnsOptionSequence.MaxOptions, edns.Options.Length);
        Assert.Null(edns.Find<ExtendedError>());
    }

    [Fact]
    public void The_record_is_shown_as_dig_shows_it()
    {
        EdnsRecord edns = new() { PayloadSize = 1232, DnssecOk = true, Options = [new NsidOption()] };

        Assert.Equal("EDNS: version: 0, flags: do; udp: 1232\nNSID:", edns.ToString());
    }

    private static int Walk(byte[] message)
    {
        DnsMessageView.Parse(message).TryGetEdns(out EdnsView edns);
        int count = 0;
        foreach (EdnsOptionView option in edns.Options)
        {
            count += option.Data.Length >= 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>A response with nothing but an OPT record.</summary>
    private static byte[] Message(string options)
    {
        byte[] octets = Convert.FromHexString(options);
        return [.. Convert.FromHexString("0001840000000000000000010000" + "2904d000000000"), (byte)(octets.Length >> 8), (byte)octets.Length, .. octets];
    }
}
