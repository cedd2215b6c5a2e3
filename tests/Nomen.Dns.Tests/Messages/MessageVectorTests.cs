using System.Text.Json;
using Nomen.Dns.Messages;
using Nomen.Dns.Tests.Vectors;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>The shared messages: good ones, captured ones, malformed ones.</summary>
public sealed class MessageVectorTests
{
    /// <summary>Unusual, not malformed (the vectors' own README).</summary>
    private static readonly string[] Unusual = ["bad-ttl-high-bit", "bad-z-bit", "bad-answer-no-question", "bad-class-0"];

    public static TheoryData<string> Malformed => Ids("vectors/messages/malformed.jsonl");

    public static TheoryData<string> Good => Ids("vectors/messages/messages.jsonl");

    [SharedTheory]
    [MemberData(nameof(Malformed))]
    public void What_every_peer_refuses_is_refused_and_what_is_only_unusual_is_not(string id)
    {
        JsonElement row = Row("vectors/messages/malformed.jsonl", id);
        byte[] octets = Convert.FromHexString(row.GetProperty("hex").GetString()!);

        bool isGood = DnsMessageView.TryParse(octets, out _, out FormatError error);

        Assert.Equal(isGood, error == default);
        Assert.InRange(error.Offset, 0, octets.Length);
        if (Unusual.Contains(id) || row.GetProperty("accepts").GetInt32() == 6)
        {
            Assert.True(isGood, error.ToString());
        }
        else if (row.GetProperty("rejects").GetInt32() == 6)
        {
            Assert.False(isGood);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Good))]
    public void Good_messages_are_read_and_written_without_a_loss(string id)
    {
        byte[] octets = Convert.FromHexString(Row("vectors/messages/messages.jsonl", id).GetProperty("hex").GetString()!);

        Assert.Null(MessageRewriting.FindDifference(octets));
        Assert.Null(MessageRewriting.FindDifference(octets, compress: false));
    }

    [SharedFact]
    public void Captured_messages_are_read_and_written_without_a_loss()
    {
        Assert.All(MessageCorpus.Captures(), octets => Assert.Null(MessageRewriting.FindDifference(octets)));
    }

    private static JsonElement Row(string path, string id) => SharedFolder.ReadObjects(path).Single(row => row.GetProperty("id").GetString() == id);

    private static TheoryData<string> Ids(string path) =>
        SharedFolder.Path is null ? ["none"] : [.. SharedFolder.ReadObjects(path).Select(row => row.GetProperty("id").GetString()!)];
}
