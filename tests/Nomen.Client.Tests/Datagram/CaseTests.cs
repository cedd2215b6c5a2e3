using Nomen.Client.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Datagram;

public sealed class CaseTests
{
    private const string Asked = "www.Example.com.";

    [Fact]
    public void Mixes_the_case_of_the_name_anew_for_every_send()
    {
        DatagramWorld world = new(new() { MaxSends = 6, Timeout = TimeSpan.FromSeconds(60) });

        world.AskInVain();

        string[] names = [.. world.Wire.Sent.Select(NameIn)];
        Assert.All(names, static name => Assert.Equal(Asked, name, ignoreCase: true));
        Assert.True(names.Distinct(StringComparer.Ordinal).Count() > 3, string.Join(' ', names));
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.RandomizeCase))]
    public void Sends_the_name_as_asked_when_case_mixing_is_off()
    {
        DatagramWorld world = new(new() { RandomizeCase = false });

        world.AskInVain();

        Assert.All(world.Wire.Sent, static query => Assert.Equal(Asked, NameIn(query)));
    }

    [Fact]
    public void Gives_the_question_of_the_response_the_case_of_the_asker()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.WithAddress(query, "192.0.2.1")));

        DnsResponse response = world.Ask();

        Assert.NotEqual(Asked, NameIn(world.Wire.Sent.Single()));
        Assert.Equal(Asked, response.Message.Question!.Value.Name.ToString());
    }

    [Fact]
    public void A_reply_right_in_all_but_case_sends_the_request_over_TCP_at_once()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(Lowered));

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal(DatagramOutcomeKind.CaseFolded, outcome.Kind);
        Assert.True(outcome.WantsStream);
        Assert.Single(world.Wire.Sent);
    }

    [Fact]
    public void Alone_the_transport_fails_the_first_time_that_a_server_folds_case()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(Lowered));

        Assert.Equal(TransportFailure.Protocol, world.AskInVain().Failure);
    }

    [Fact]
    public void A_server_that_folds_case_is_asked_without_0x20_from_then_on()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(Lowered));
        world.Exchange();

        DnsResponse response = world.Ask();

        Assert.Equal(Asked, NameIn(world.Wire.Sent.Last()));
        Assert.Equal(Asked, response.Message.Question!.Value.Name.ToString());
    }

    [Theory]
    [InlineData(15)]
    [InlineData(3)]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.CaseFoldingMemory))]
    public void Tries_0x20_again_when_it_has_forgotten(int minutes)
    {
        DatagramTransportOptions options = new();
        DatagramWorld world = new(minutes == 15 ? options : options with { CaseFoldingMemory = TimeSpan.FromMinutes(minutes) }, ScriptedConnector.Answering(Lowered));
        world.Exchange();

        world.Run.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        Assert.Equal(DatagramOutcomeKind.Response, world.Exchange().Kind);
        world.Run.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DatagramOutcomeKind.CaseFolded, world.Exchange().Kind);
    }

    [Fact]
    public void Without_case_mixing_the_case_of_a_reply_does_not_count()
    {
        DatagramWorld world = new(new() { RandomizeCase = false }, ScriptedConnector.Answering(Lowered));

        Assert.Equal(DatagramOutcomeKind.Response, world.Exchange().Kind);
    }

    [Fact]
    public void A_truncated_reply_with_the_wrong_case_is_dropped_when_it_cannot_be_read()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Lowered(Replies.WithAddress(query, "192.0.2.1", DnsFlags.TC))[..^3]));

        Assert.Equal(DatagramOutcomeKind.Failed, world.Exchange().Kind);
    }

    private static string NameIn(byte[] message) => DnsMessage.Parse(message).Question!.Value.Name.ToString();

    /// <summary>A right reply to a query, or a reply as it is, with the whole name in lower case.</summary>
    private static byte[] Lowered(byte[] message)
    {
        byte[] reply = (message[2] & 0x80) != 0 ? message : Replies.To(message);
        for (int i = DnsHeader.Length; reply[i] != 0; i++)
        {
            reply[i] = (byte)char.ToLowerInvariant((char)reply[i]);
        }

        return reply;
    }
}
