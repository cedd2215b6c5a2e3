using System.Net;
using Nomen.Client.Datagram;

namespace Nomen.Client.Tests.Datagram;

public sealed class DatagramTransportOptionsTests
{
    private static readonly Dictionary<string, Action> Wrong = new(StringComparer.Ordinal)
    {
        ["Timeout under"] = static () => _ = new DatagramTransportOptions { Timeout = TimeSpan.FromMilliseconds(0.9) },
        ["Timeout over"] = static () => _ = new DatagramTransportOptions { Timeout = TimeSpan.FromSeconds(60.1) },
        ["MaxSends under"] = static () => _ = new DatagramTransportOptions { MaxSends = 0 },
        ["MaxSends over"] = static () => _ = new DatagramTransportOptions { MaxSends = 101 },
        ["InitialRetransmission under"] = static () => _ = new DatagramTransportOptions { InitialRetransmission = TimeSpan.FromMilliseconds(9) },
        ["InitialRetransmission over"] = static () => _ = new DatagramTransportOptions { InitialRetransmission = TimeSpan.FromSeconds(31) },
        ["MinRetransmission under"] = static () => _ = new DatagramTransportOptions { MinRetransmission = TimeSpan.FromMilliseconds(9) },
        ["MinRetransmission over"] = static () => _ = new DatagramTransportOptions { MinRetransmission = TimeSpan.FromSeconds(31) },
        ["MaxRetransmission under"] = static () => _ = new DatagramTransportOptions { MaxRetransmission = TimeSpan.FromMilliseconds(9) },
        ["MaxRetransmission over"] = static () => _ = new DatagramTransportOptions { MaxRetransmission = TimeSpan.FromSeconds(31) },
        ["PayloadSize under"] = static () => _ = new DatagramTransportOptions { PayloadSize = 511 },
        ["PayloadSize over"] = static () => _ = new DatagramTransportOptions { PayloadSize = 65_536 },
        ["ReceiveBufferSize under"] = static () => _ = new DatagramTransportOptions { ReceiveBufferSize = 511 },
        ["ReceiveBufferSize over"] = static () => _ = new DatagramTransportOptions { ReceiveBufferSize = 65_536 },
        ["MaxConcurrentQueries under"] = static () => _ = new DatagramTransportOptions { MaxConcurrentQueries = 0 },
        ["MaxConcurrentQueries over"] = static () => _ = new DatagramTransportOptions { MaxConcurrentQueries = 32_769 },
        ["QueueLimit under"] = static () => _ = new DatagramTransportOptions { QueueLimit = -1 },
        ["QueueLimit over"] = static () => _ = new DatagramTransportOptions { QueueLimit = 1_000_001 },
        ["CaseFoldingMemory under"] = static () => _ = new DatagramTransportOptions { CaseFoldingMemory = TimeSpan.FromMilliseconds(999) },
        ["CaseFoldingMemory over"] = static () => _ = new DatagramTransportOptions { CaseFoldingMemory = TimeSpan.FromHours(25) },
        ["MaxNearMisses under"] = static () => _ = new DatagramTransportOptions { MaxNearMisses = 0 },
        ["MaxNearMisses over"] = static () => _ = new DatagramTransportOptions { MaxNearMisses = 1_001 },
        ["SharedSockets under"] = static () => _ = new DatagramTransportOptions { SharedSockets = -1 },
        ["SharedSockets over"] = static () => _ = new DatagramTransportOptions { SharedSockets = 65 },
    };

    private static readonly Dictionary<string, DatagramTransportOptions> AtOdds = new(StringComparer.Ordinal)
    {
        [nameof(DatagramTransportOptions.MinRetransmission)] = new() { MinRetransmission = TimeSpan.FromSeconds(4) },
        [nameof(DatagramTransportOptions.InitialRetransmission)] = new() { InitialRetransmission = TimeSpan.FromSeconds(4) },
        [nameof(DatagramTransportOptions.ReceiveBufferSize)] = new() { ReceiveBufferSize = 1000 },
        [nameof(DatagramTransportOptions.LocalAddress)] = new() { LocalAddress = IPAddress.IPv6Loopback },
        [nameof(DatagramTransportOptions.CompleteInline)] = new() { CompleteInline = true },
    };

    public static TheoryData<string> WrongValues => [.. Wrong.Keys];

    public static TheoryData<string> OptionsAtOdds => [.. AtOdds.Keys];

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_value_out_of_range_throws_where_it_is_set(string name)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(Wrong[name]);

        Assert.StartsWith(e.ParamName!, name, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OptionsAtOdds))]
    public void Options_that_do_not_go_together_throw_in_the_constructor(string name)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new DatagramTransport(new IPEndPoint(IPAddress.Loopback, 53), AtOdds[name]));

        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_about_sockets_do_not_go_with_a_connector()
    {
        Assert.Throws<ArgumentException>(() => new DatagramTransport(new ScriptedConnector(), new() { SharedSockets = 1 }));
        Assert.Throws<ArgumentException>(() => new DatagramTransport(new ScriptedConnector(), new() { LocalAddress = IPAddress.Loopback }));
    }
}
