using System.Collections.Frozen;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.ScenarioText;

/// <summary>The words for the kinds of steps.</summary>
internal static class StepWords
{
    private static readonly FrozenDictionary<string, StepKind> Kinds = new Dictionary<string, StepKind>(StringComparer.Ordinal)
    {
        ["QUERY"] = StepKind.Query,
        ["CHECK_ANSWER"] = StepKind.CheckAnswer,
        ["CHECK_OUT_QUERY"] = StepKind.CheckOutQuery,
        ["REPLY"] = StepKind.Reply,
        ["TIMEOUT"] = StepKind.Timeout,
        ["ERROR"] = StepKind.Error,
        ["TIME_PASSES"] = StepKind.TimePasses,
        ["TRAFFIC"] = StepKind.Traffic,
        ["NOTHING"] = StepKind.Nothing,
        ["ASSIGN"] = StepKind.Assign,
        ["CHECK_AUTOTRUST"] = StepKind.CheckAutotrust,
        ["CHECK_TEMPFILE"] = StepKind.CheckTempfile,
        ["INFRA_RTT"] = StepKind.InfraRtt,
        ["FLUSH_MESSAGE"] = StepKind.FlushMessage,
        ["EXPIRE_MESSAGE"] = StepKind.ExpireMessage,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<StepKind, string> Words = Kinds.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The kind that a word stands for.</summary>
    public static bool TryGetKind(string word, out StepKind kind) => Kinds.TryGetValue(word, out kind);

    /// <summary>The word for a kind.</summary>
    public static string Of(StepKind kind) => Words[kind];
}
