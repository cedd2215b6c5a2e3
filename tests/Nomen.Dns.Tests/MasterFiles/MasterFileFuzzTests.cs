using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Records;

namespace Nomen.Dns.Tests.MasterFiles;

public sealed class MasterFileFuzzTests
{
    private const int Rounds = 10_000;

    private const string Seed = """
        $TTL 1h
        $ORIGIN example.
        @ IN SOA ns1 hostmaster ( 1 2h ; serial
          3 4 5w )
          NS ns1
        a\.b\032c 60 IN A 192.0.2.1
        "q" CH 7 TXT "a;b(c)\"d\\" e\000f ""
        $GENERATE 1-4/2 h${1,3,x}-$$ MX "10 mail-${0,2,n}.$"
        $INCLUDE "x" y
        z TYPE65280 \# 4 0A0B 0C0D
        w 1 A \# 4 C0000201
        """;

    private static readonly string[] Words = ["$", "$$", "${0,1,d}", "$TTL", "$GENERATE", "(", ")", "\"", ";", "\\", "\\#", "\n", "\r\n", "\t", " ", ".", "@", "TXT", "IN", "é", "\ud800", "\0", "99999999999", "-", "/", "="];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_text_is_read_or_refused_with_its_place(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < Rounds; round++)
        {
            string text = Mutate(random);
            Exception? thrown = Record.Exception(() => MasterFileReader.Read(text, new MasterFileOptions { MaxRecords = 1000 }).Count());

            Assert.True(thrown is null or DnsTextException { Line: > 0, Column: > 0 }, $"seed {seed}, round {round}: {thrown}\n{text}");
        }
    }

    [Theory]
    [InlineData(4)]
    public void What_mutated_text_is_read_as_is_written_and_read_back_equal(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < Rounds / 3; round++)
        {
            string text = Mutate(random);
            List<ResourceRecord> records = ReadUpToError(text);

            List<ResourceRecord> again = [.. MasterFileReader.Read(MasterFileWriter.ToText(records, new MasterFileWriterOptions { Origin = DomainName.Parse("example.") }))];

            Assert.True(records.SequenceEqual(again), $"seed {seed}, round {round}\n{text}");
        }
    }

    private static List<ResourceRecord> ReadUpToError(string text)
    {
        List<ResourceRecord> records = [];
        try
        {
            records.AddRange(MasterFileReader.Read(text, new MasterFileOptions { MaxRecords = 1000 }));
        }
        catch (DnsTextException)
        {
            // What came before the error counts; the test above looks at errors.
            return records;
        }

        return records;
    }

    private static string Mutate(Random random)
    {
        string text = Seed;
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            int length = random.Next(Math.Min(12, text.Length - at));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(random.Next(text.Length - 12), 12)),
                2 => text.Insert(at, Words[random.Next(Words.Length)]),
                _ => text.Remove(at, length).Insert(at, ((char)random.Next(0x80)).ToString()),
            };
        }

        return text;
    }
}
