using Nomen.Dns.Edns;
using Nomen.Dns.Registries;

namespace Nomen.Server.Tests.Listeners;

/// <summary>What a hostile or broken client may send, and what it gets: silence, or a response code.</summary>
public sealed class HostileQueries : TheoryData<string, byte[], Rcode?>
{
    private static Rcode? Silence => null;

    public HostileQueries()
    {
        AddShort();
        AddHeaders();
        AddBodies();
        AddEdns();
        AddTypes();
    }

    private static byte[] Good => Query.Octets("www.example.", id: 7);

    private static byte[] With(int offset, params byte[] octets) => Change(Good, offset, octets);

    private static byte[] Change(byte[] message, int offset, params byte[] octets)
    {
        octets.CopyTo(message, offset);
        return message;
    }

    private static byte[] Edns(params EdnsOption[] options) => Query.Octets("www.example.", id: 7, edns: EdnsRecord.Default with { Options = [.. options] });

    /// <summary>A question of the given octets.</summary>
    private static byte[] Question(params byte[] octets) => [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. octets];

    private static byte[] Type(int type) => Query.Octets("www.example.", (DnsType)type, id: 7);

    private static byte[] Labels(int count, int length) => [.. Enumerable.Range(0, count).SelectMany(_ => (byte[])[(byte)length, .. Enumerable.Repeat((byte)'a', length)]), 0, 0, 1, 0, 1];

    private void AddShort()
    {
        Add("an empty message", [], Silence);
        Add("one octet", [0], Silence);
        Add("eleven octets", Good[..11], Silence);
        Add("a response", With(2, 0x81), Silence);
        Add("a response with an error", With(2, 0x81, 0x03), Silence);
        Add("a response that cannot be read", [0, 7, 0x80, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0], Silence);
    }

    private void AddHeaders()
    {
        Add("a header alone, with no question", With(4, 0, 0)[..12], Rcode.FormErr);
        Add("a header alone, which claims a question", Good[..12], Rcode.FormErr);
        Add("no question, and octets behind it", With(4, 0, 0), Rcode.FormErr);
        Add("two questions", Change([.. Good, .. Good[12..]], 4, 0, 2), Rcode.FormErr);
        Add("65,535 questions", With(4, 0xff, 0xff), Rcode.FormErr);
        Add("all counts 65,535", With(4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), Rcode.FormErr);
        Add("an answer that is not there", With(6, 0, 1), Rcode.FormErr);
        Add("an authority record that is not there", With(8, 0, 1), Rcode.FormErr);
        Add("an additional record that is not there", With(10, 0, 1), Rcode.FormErr);
        Add("an answer record in a query", Change([.. Good, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4], 6, 0, 1), Rcode.FormErr);
        Add("an authority record in a query", Change([.. Good, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4], 8, 0, 1), Rcode.FormErr);
        Add("opcode IQUERY", With(2, 0x09), Rcode.NotImp);
        Add("opcode STATUS", With(2, 0x11), Rcode.NotImp);
        Add("opcode 3", With(2, 0x19), Rcode.NotImp);
        Add("opcode NOTIFY", With(2, 0x21), Rcode.NotImp);
        Add("opcode UPDATE", With(2, 0x29), Rcode.NotImp);
        Add("opcode 15, and junk", [0, 7, 0x79, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9], Rcode.NotImp);
        Add("every flag that a query may have", With(2, 0x07, 0x70), Rcode.NoError);
    }

    private void AddBodies()
    {
        Add("octets behind the question", [.. Good, 1], Rcode.FormErr);
        Add("a name that ends early", Good[..15], Rcode.FormErr);
        Add("a question without a class", Good[..^2], Rcode.FormErr);
        Add("a name that points to itself", Question(0xc0, 12, 0, 1, 0, 1), Rcode.FormErr);
        Add("a name that points forward", Question(0xc0, 20, 0, 1, 0, 1, 0, 0), Rcode.FormErr);
        Add("a name that points into the header", Question(0xc0, 0, 0, 1, 0, 1), Rcode.FormErr);
        Add("a label of type 01", Question(0x41, 0, 0, 1, 0, 1), Rcode.FormErr);
        Add("a label of type 10", Question(0x81, 0, 0, 1, 0, 1), Rcode.FormErr);
        Add("a name of 256 octets", Question(Labels(5, 50)), Rcode.FormErr);
        Add("a name of 127 labels", Question(Labels(127, 1)), Rcode.Refused);
        Add("a TSIG record of nobody's", [.. Change(Good, 10, 0, 1), 0, 0, 250, 0, 255, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0], Rcode.NotAuth);
    }

    private void AddEdns()
    {
        byte[] opt = Edns()[Good.Length..];
        Add("two OPT records", Change([.. Edns(), .. opt], 10, 0, 2), Rcode.FormErr);
        Add("an OPT in the answer section", Change(Change(Edns(), 10, 0, 0), 6, 0, 1), Rcode.FormErr);
        Add("an OPT that is not owned by the root", [.. Change(Good, 10, 0, 1), 1, (byte)'x', .. opt], Rcode.FormErr);
        Add("an option that overruns the OPT", Change(Edns(new UnknownOption((EdnsOptionCode)65001, new byte[4])), Good.Length + 13, 0, 5), Rcode.FormErr);
        Add("EDNS version 1", Query.Octets("www.example.", id: 7, edns: EdnsRecord.Default with { Version = 1 }), Rcode.BadVers);
        Add("EDNS version 255 and a type that is none", Query.Octets("www.example.", DnsType.OPT, id: 7, edns: EdnsRecord.Default with { Version = 255 }), Rcode.BadVers);
        Add("a hundred unknown options", Edns([.. Enumerable.Range(0, 100).Select(_ => new UnknownOption((EdnsOptionCode)65001, new byte[2]))]), Rcode.NoError);
        Add("a payload size of 0", Query.Octets("www.example.", id: 7, edns: EdnsRecord.Default with { PayloadSize = 0 }), Rcode.NoError);
    }

    private void AddTypes()
    {
        Add("type 0", Type(0), Rcode.FormErr);
        Add("type OPT", Type(41), Rcode.FormErr);
        Add("type TSIG", Type(250), Rcode.FormErr);
        Add("type NXNAME", Type(128), Rcode.FormErr);
        Add("type TKEY", Type(249), Rcode.NotImp);
        Add("type MAILB", Type(253), Rcode.NotImp);
        Add("type MAILA", Type(254), Rcode.NotImp);
        Add("an unassigned meta type", Type(200), Rcode.NotImp);
        Add("an unknown type", Type(65280), Rcode.NoError);
        Add("type ANY", Type(255), Rcode.NoError);
        Add("a zone transfer", Query.Octets("example.", DnsType.AXFR, id: 7), Rcode.Refused);
        Add("an incremental zone transfer", Query.Octets("example.", DnsType.IXFR, id: 7), Rcode.Refused);
        Add("CHAOS version", Query.Octets("version.bind.", DnsType.TXT, id: 7, @class: DnsClass.CH), Rcode.Refused);
        Add("class ANY", Query.Octets("www.example.", id: 7, @class: DnsClass.ANY), Rcode.Refused);
        Add("class 0", Query.Octets("www.example.", id: 7, @class: 0), Rcode.Refused);
        Add("a foreign name", Query.Octets("www.elsewhere.test.", id: 7), Rcode.Refused);
    }
}
