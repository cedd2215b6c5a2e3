using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tests.Vectors;

namespace Nomen.Dns.Tests.Text;

/// <summary>Text of every type with pieces changed: read, or refused with the one documented exception.</summary>
public sealed class RecordTextFuzzTests
{
    private const int RoundsPerType = 400;

    private const string Alphabet = "\"\\()[]{};:,.=-+@#$!/ \t\n\0\u007fé\ud800٣09aAzZ";

    private static readonly DomainName Origin = DomainName.Parse("example.");

    private static readonly Lazy<ILookup<string, string>> Texts = new(() =>
        SharedFolder.ReadTable("vectors/rdata/rdata.tsv").ToLookup(row => row["type"], row => row["presentation"]));

    public static TheoryData<string> Types => [.. Texts.Value.Select(type => type.Key)];

    [SharedTheory]
    [MemberData(nameof(Types))]
    public void Mutated_rdata_is_read_or_refused(string type)
    {
        string[] texts = [.. Texts.Value[type]];
        Random random = new(type.Length + texts.Length);
        Assert.True(DnsTypeText.TryParse(type, out DnsType code));
        for (int round = 0; round < RoundsPerType; round++)
        {
            string text = Mutate(texts[random.Next(texts.Length)], random);

            Exception? thrown = Record.Exception(() => RoundTrip(code, text));

            Assert.True(thrown is null or DnsTextException, $"{type}, round {round}: {thrown}\n{text}");
        }
    }

    [Theory]
    [InlineData(1)]
    public void Random_text_is_a_record_or_refused(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            Exception? thrown = Record.Exception(() => ResourceRecord.Parse("a 1 TXT " + text, Origin));

            Assert.True(thrown is null or DnsTextException, $"seed {seed}, round {round}: {thrown}\n{text}");
        }
    }

    [Theory]
    [InlineData(1)]
    public void Random_text_is_a_name_or_refused(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            Exception? thrown = Record.Exception(() => Assert.Equal(DomainName.Parse(text, Origin), DomainName.Parse(DomainName.Parse(text, Origin).ToString())));

            Assert.True(thrown is null or DnsTextException, $"seed {seed}, round {round}: {thrown}\n{text}");
        }
    }

    /// <summary>What is read is written as text that is read equal again; a failure there is an assertion's, not a text's.</summary>
    private static void RoundTrip(DnsType type, string text)
    {
        Rdata data = Rdata.Parse(type, text, Origin);
        string written = data.ToString();
        Exception? thrown = Record.Exception(() => Assert.Equal(data, Rdata.Parse(type, written)));
        Assert.True(thrown is null, $"written as {written}: {thrown}");
    }

    private static string Mutate(string text, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1);
            string piece = random.Next(3) == 0 ? text[random.Next(text.Length + 1)..] : Alphabet[random.Next(Alphabet.Length)].ToString();
            text = random.Next(3) switch
            {
                0 => text.Insert(at, piece),
                1 => text[..at] + text[Math.Min(text.Length, at + random.Next(5))..],
                _ => string.Concat(text.AsSpan(0, at), piece, text.AsSpan(Math.Min(text.Length, at + 1))),
            };
        }

        return text;
    }
}
