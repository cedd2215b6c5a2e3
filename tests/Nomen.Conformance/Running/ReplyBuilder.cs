using System.Collections.Immutable;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Running;

/// <summary>Makes the octets of a canned reply, with the changes of its ADJUST lines (FORMAT.md section 3.4).</summary>
internal static class ReplyBuilder
{
    private const int ScopeOffset = 3;
    private const int SourceOffset = 2;

    /// <summary>The reply's messages; none when the query is matched but not answered.</summary>
    public static ImmutableArray<byte[]> Build(CompiledEntry entry, UpstreamQuery query, Dialect dialect)
    {
        if (entry.Adjusts("do_not_answer"))
        {
            return [];
        }

        return entry.Entry.OctetsHex is { } hex
            ? [FromOctets(entry, Convert.FromHexString(hex), query.Message)]
            : [.. entry.Messages.Select(message => PlainWriter.Write(Adjusted(entry, message, query.Message, dialect)))];
    }

    private static byte[] FromOctets(CompiledEntry entry, byte[] octets, PlainMessage query)
    {
        if (entry.Adjusts("copy_query") && TryRead(octets) is { } message)
        {
            octets = PlainWriter.Write(message with { Questions = query.Questions });
        }

        if ((entry.Adjusts("copy_id") || entry.Adjusts("raw_id")) && octets.Length >= 2)
        {
            octets[0] = (byte)(query.Id >> 8);
            octets[1] = (byte)query.Id;
        }

        return octets;
    }

    private static PlainMessage Adjusted(CompiledEntry entry, PlainMessage reply, PlainMessage query, Dialect dialect)
    {
        if (entry.Adjusts("copy_id"))
        {
            reply = reply with { Id = query.Id };
            reply = dialect == Dialect.Deckard ? WithCase(reply, query) : reply;
        }

        if (entry.Adjusts("copy_query"))
        {
            reply = reply with { Questions = query.Questions };
        }

        if (entry.Adjusts("copy_ednsdata_assume_clientsubnet") && reply.Edns is { Options: [{ Data.Length: > ScopeOffset } subnet] } edns)
        {
            byte[] data = [.. subnet.Data];
            data[ScopeOffset] = (byte)(data[SourceOffset] + (entry.Adjusts("increment_ecs_scope") ? 1 : 0));
            reply = reply with { Edns = edns with { Options = [subnet with { Data = data }] } };
        }

        // In this dialect a reply has an OPT when the query has one, with the query's flags.
        return dialect == Dialect.Deckard && reply.Edns is { } own
            ? reply with { Edns = query.Edns is { } asked ? own with { Flags = asked.Flags } : null }
            : reply;
    }

    private static PlainMessage WithCase(PlainMessage reply, PlainMessage query) =>
        reply.Questions is [var question, ..] && query.Questions is [var asked, ..] && question.Key == asked.Key
            ? reply with { Questions = reply.Questions.SetItem(0, asked) }
            : reply;

    private static PlainMessage? TryRead(byte[] octets)
    {
        try
        {
            return PlainReader.Read(octets);
        }
        catch (FormatException)
        {
            // A scripted reply may be broken on purpose; then it goes out as it is.
            return null;
        }
    }
}
