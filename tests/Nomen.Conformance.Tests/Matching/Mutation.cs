using System.Collections.Immutable;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Matching;

/// <summary>Small wrongs done to an expected answer, and the words of an entry that must notice each.</summary>
internal sealed record Mutation(string Name, string[] NoticedBy, Func<PlainMessage, PlainMessage?> Apply)
{
    public static ImmutableArray<Mutation> All { get; } =
    [
        new("other rcode", ["all", "all_noedns", "rcode"], message => message with { HeaderRcode = (byte)(message.HeaderRcode == 2 ? 3 : 2) }),
        new("answer record dropped", ["all", "all_noedns", "answer"], message => message.Answers.IsEmpty ? null : message with { Answers = message.Answers.RemoveAt(message.Answers.Length - 1) }),
        new("AD flipped", ["all", "all_noedns", "flags"], message => message with { Flags = (ushort)(message.Flags ^ PlainMessage.AD) }),
        new("other question type", ["all", "all_noedns", "question", "qtype"], message => message.Questions.IsEmpty ? null : message with { Questions = [message.Questions[0] with { Type = 65280 }] }),
        new("authority record added", ["all", "all_noedns", "authority"], message => message with { Authority = message.Authority.Add(Stray) }),
        new("additional record added", ["all", "all_noedns", "additional"], message => message with { Additional = message.Additional.Add(Stray) }),
        new("answer rdata changed", ["all", "all_noedns", "answer"], message => message.Answers.IsEmpty ? null : message with { Answers = message.Answers.SetItem(0, message.Answers[0] with { Data = [.. message.Answers[0].Data, 0] }) }),
    ];

    private static PlainRecord Stray => new([5, .. "stray"u8, 0], 1, 1, 60, [192, 0, 2, 99]);

    /// <summary>Whether the entry looks at what the mutation changes.</summary>
    public bool IsNoticedBy(ScenarioEntry entry) => NoticedBy.Any(word => entry.Match.Contains(word));
}
