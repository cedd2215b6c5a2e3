using System.Collections.Immutable;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;

namespace Nomen.Conformance.Matching;

/// <summary>Turns an entry's text into messages (FORMAT.md section 3).</summary>
internal static class EntryCompiler
{
    // Each dialect's own runner sends these sizes.
    private const ushort TestboundPayload = 1232;
    private const ushort DeckardPayload = 4096;

    /// <summary>The entry's messages, with the OPT that the dialect gives them.</summary>
    /// <exception cref="ScenarioException">A record's data is not of its type's form.</exception>
    public static ImmutableArray<PlainMessage> Compile(ScenarioEntry entry, Dialect dialect)
    {
        ReplyWords words = ReplyWords.Read(entry.Reply, entry.Opcode);
        PlainEdns? edns = Edns(entry, words, dialect);
        ImmutableArray<PlainMessage>.Builder messages = ImmutableArray.CreateBuilder<PlainMessage>(entry.Messages.Length);
        for (int i = 0; i < entry.Messages.Length; i++)
        {
            EntryMessage message = entry.Messages[i];
            messages.Add(new PlainMessage
            {
                Opcode = words.Opcode,
                Flags = words.Flags,
                HeaderRcode = (byte)(words.Rcode & 0xf),
                Questions = [.. message.Questions.Select(Compile)],
                Answers = [.. message.Answers.Select(record => Compile(record, entry.Line))],
                Authority = [.. message.Authority.Select(record => Compile(record, entry.Line))],
                Additional = [.. message.Additional.Select(record => Compile(record, entry.Line))],

                // Of several messages of one reply only the last carries the OPT.
                Edns = i == entry.Messages.Length - 1 ? edns : null,
            });
        }

        return messages.DrainToImmutable();
    }

    private static PlainEdns? Edns(ScenarioEntry entry, ReplyWords words, Dialect dialect)
    {
        bool asked = words.EdnsFlags != 0 || entry.EdnsDataHex is not null || (words.Rcode > 0xf && dialect != Dialect.Testbound);
        if (!asked && dialect != Dialect.Deckard)
        {
            return null;
        }

        try
        {
            return new PlainEdns
            {
                PayloadSize = dialect == Dialect.Deckard ? DeckardPayload : TestboundPayload,
                ExtendedRcode = (byte)(words.Rcode >> 4),
                Flags = words.EdnsFlags,
                Options = PlainReader.ReadOptions(Convert.FromHexString(entry.EdnsDataHex ?? string.Empty)),
            };
        }
        catch (FormatException error)
        {
            throw new ScenarioException(entry.Line, $"HEX_EDNSDATA: {error.Message}", error);
        }
    }

    private static PlainQuestion Compile(DnsQuestion question) => new(question.Name.Wire.ToArray(), (ushort)question.Type, (ushort)question.Class);

    private static PlainRecord Compile(EntryRecord record, int line)
    {
        try
        {
            return new PlainRecord(record.Owner.Wire.ToArray(), (ushort)record.Type, (ushort)record.Class, record.Ttl, RecordData.Read(record));
        }
        catch (Exception error) when (error is DnsTextException or FormatException)
        {
            throw new ScenarioException(line, $"{record}: {error.Message}", error);
        }
    }
}
