using System.Text.Json;
using Nomen.Dns.Errors;
using Nomen.Dns.Json;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Json;

public sealed class MessageJsonTests
{
    // A response with an A and a TXT record, one of an unknown type, and OPT with DO and NSID.
    private const string Response =
        "2bad84000001000200000002" + "0765786120706c6503636f6d0000010001" +
        "c00c000100010000003c0004c0000201" + "c00c001000010000003c00090568652207" + "6f02625c" +
        "c00cff0000010000003c00020102" + "00002904d000008000000700030003" + "6e7331";

    public static TheoryData<string> Captures => new(SharedFolder.ReadObjects("vectors/captures/captures.jsonl").Select(row => row.GetProperty("id").GetString()!));

    [Fact]
    [Rfc(8427, "2.1")]
    public void A_header_and_a_question_have_the_RFCs_members()
    {
        JsonElement json = Write(Response);

        string members = string.Join(' ', json.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String).Select(member => $"{member.Name}={member.Value}"));

        Assert.Equal(
            "ID=11181 QR=1 Opcode=0 AA=1 TC=0 RD=0 RA=0 AD=0 CD=0 RCODE=0 QDCOUNT=1 ANCOUNT=2 NSCOUNT=0 ARCOUNT=2 QNAME=exa\\032ple.com. QTYPE=1 QTYPEname=A QCLASS=1 QCLASSname=IN",
            members);
    }

    [Fact]
    [Rfc(8427, "2.2")]
    public void A_record_has_its_data_in_hexadecimal_digits_and_as_text()
    {
        string json = Write(Response).GetProperty("answerRRs")[0].GetRawText();

        Assert.Equal("""{"NAME":"exa\\032ple.com.","TYPE":1,"TYPEname":"A","CLASS":1,"CLASSname":"IN","TTL":60,"RDLENGTH":4,"RDATAHEX":"C0000201","rdataA":"192.0.2.1"}""", json);
    }

    [Fact]
    public void A_record_of_an_unknown_type_has_no_text()
    {
        string json = Write(Response).GetProperty("additionalRRs")[0].GetRawText();

        Assert.Equal("""{"NAME":"exa\\032ple.com.","TYPE":65280,"TYPEname":"TYPE65280","CLASS":1,"CLASSname":"IN","TTL":60,"RDLENGTH":2,"RDATAHEX":"0102"}""", json);
    }

    [Fact]
    public void OPT_is_a_record_and_for_people_a_member_of_its_own()
    {
        JsonElement json = Write(Response);

        Assert.Equal("""{"NAME":".","TYPE":41,"TYPEname":"OPT","CLASS":1232,"TTL":32768,"RDLENGTH":7,"RDATAHEX":"000300036E7331"}""", json.GetProperty("additionalRRs")[1].GetRawText());
        Assert.Equal(
            """{"VERSION":0,"UDPSIZE":1232,"DO":1,"CO":0,"RCODE":0,"OPTIONS":[{"CODE":3,"DATAHEX":"6E7331","TEXT":"NSID: 6e 73 31 (\u0022ns1\u0022)"}]}""",
            json.GetProperty("EDNS").GetRawText());
    }

    [Fact]
    public void Several_questions_are_all_written()
    {
        JsonElement json = Write("000100000002000000000000" + "016100" + "00010001" + "c00c" + "001c0001");

        Assert.Equal(["A", "AAAA"], json.GetProperty("questionRRs").EnumerateArray().Select(question => question.GetProperty("TYPEname").GetString()));
        Assert.Equal(2, Again(json.GetRawText()).Header.QuestionCount);
    }

    [SharedTheory]
    [MemberData(nameof(Captures))]
    public void Captured_responses_read_back_with_equal_records(string id)
    {
        JsonElement row = SharedFolder.ReadObjects("vectors/captures/captures.jsonl").First(candidate => candidate.GetProperty("id").GetString() == id);
        foreach (JsonElement hex in row.GetProperty("responses").EnumerateArray())
        {
            if (!DnsMessage.TryParse(Convert.FromHexString(hex.GetString()!), out DnsMessage? message, out _))
            {
                continue;
            }

            DnsMessage again = Again(MessageJsonWriter.ToJson(message));

            Assert.Equal(message.Header with { Flags = message.Flags & ~DnsFlags.Z }, again.Header);
            Assert.Equal(message.Question, again.Question);
            Assert.All([DnsSection.Answer, DnsSection.Authority, DnsSection.Additional], section => Assert.Equal(message.ReadRecords(section), again.ReadRecords(section)));
        }
    }

    [Fact]
    public void A_message_with_names_and_text_only_is_read()
    {
        DnsMessage message = Again("""
            {"ID":7,"QR":true,"RD":false,"QNAME":"example","QTYPEname":"mx","QCLASSname":"IN",
             "answerRRs":[{"NAME":"example.","TYPEname":"MX","CLASSname":"IN","TTL":60,"rdataMX":"10 mail.example."}]}
            """);

        Assert.Equal(DnsFlags.QR, message.Flags);
        Assert.Equal([ResourceRecord.Parse("example. 60 IN MX 10 mail.example.")], message.ReadRecords(DnsSection.Answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("{\"ID\":65536}")]
    [InlineData("{\"ID\":\"1\"}")]
    [InlineData("{\"ID\":1.5}")]
    [InlineData("{\"QR\":2}")]
    [InlineData("{\"QNAME\":\"a..b\",\"QTYPE\":1,\"QCLASS\":1}")]
    [InlineData("{\"QNAME\":\"a\",\"QTYPEname\":\"NOSUCH\",\"QCLASS\":1}")]
    [InlineData("{\"QNAME\":\"a\"}")]
    [InlineData("{\"QNAME\":\"\\ud800\",\"QTYPE\":1,\"QCLASS\":1}")]
    [InlineData("{\"answerRRs\":{}}")]
    [InlineData("{\"answerRRs\":[1]}")]
    [InlineData("{\"answerRRs\":[{\"NAME\":\"a\",\"TYPE\":1,\"CLASS\":1,\"TTL\":1}]}")]
    [InlineData("{\"answerRRs\":[{\"NAME\":\"a\",\"TYPE\":1,\"CLASS\":1,\"TTL\":1,\"RDATAHEX\":\"C0\"}]}")]
    [InlineData("{\"answerRRs\":[{\"NAME\":\"a\",\"TYPE\":1,\"CLASS\":1,\"TTL\":1,\"RDATAHEX\":\"C\"}]}")]
    [InlineData("{\"answerRRs\":[{\"NAME\":\"a\",\"TYPE\":1,\"CLASS\":1,\"TTL\":1,\"rdataA\":\"192.0.2\"}]}")]
    [InlineData("{\"answerRRs\":[{\"NAME\":\"a\",\"TYPE\":41,\"CLASS\":1,\"TTL\":1,\"RDATAHEX\":\"\"}]}")]
    public void JSON_that_is_no_message_is_refused(string json)
    {
        Assert.Throws<DnsTextException>(() => MessageJsonReader.Parse(json));
    }

    [Fact]
    public void More_than_a_message_holds_is_refused()
    {
        string record = $$"""{"NAME":"a","TYPE":65280,"CLASS":1,"TTL":1,"RDATAHEX":"{{new string('0', 100_000)}}"}""";

        Assert.Throws<DnsTextException>(() => MessageJsonReader.Parse($$"""{"answerRRs":[{{record}},{{record}}]}"""));
        Assert.Throws<DnsTextException>(() => MessageJsonReader.Parse(new string(' ', (4 << 20) + 1)));
    }

    [Theory]
    [InlineData(1)]
    public void Mutated_JSON_is_read_or_refused(int seed)
    {
        Random random = new(seed);
        string json = MessageJsonWriter.ToJson(DnsMessage.Parse(Convert.FromHexString(Response)));
        for (int round = 0; round < 5_000; round++)
        {
            int at = random.Next(json.Length - 8);
            string text = json.Remove(at, random.Next(8)).Insert(at, "\"\\{}[]:,0-9ud8x"[random.Next(15)].ToString());
            Exception? thrown = Record.Exception(() => MessageJsonReader.Parse(text));

            Assert.True(thrown is null or DnsTextException, $"seed {seed}, round {round}: {thrown}\n{text}");
        }
    }

    private static JsonElement Write(string hex) => JsonDocument.Parse(MessageJsonWriter.ToJson(DnsMessage.Parse(Convert.FromHexString(hex)))).RootElement;

    private static DnsMessage Again(string json) => MessageJsonReader.Parse(json);
}
