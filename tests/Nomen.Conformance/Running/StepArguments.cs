using System.Net;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.Running;

/// <summary>Reads what follows the kind of a step.</summary>
internal static class StepArguments
{
    /// <summary>The client of a QUERY or CHECK_ANSWER: 127.0.0.1 unless ADDRESS says otherwise.</summary>
    public static IPAddress Client(ScenarioStep step) => Address(step) ?? IPAddress.Loopback;

    /// <summary>The address behind ADDRESS; null without one.</summary>
    public static IPAddress? Address(ScenarioStep step)
    {
        string[] words = step.Arguments.Split(' ');
        int at = Array.IndexOf(words, "ADDRESS");
        return at >= 0 && at + 1 < words.Length && IPAddress.TryParse(words[at + 1], out IPAddress? address) ? address : null;
    }

    /// <summary>Seconds of TIME_PASSES, as text that may be a macro.</summary>
    public static string Elapsed(ScenarioStep step)
    {
        string[] parts = step.Arguments.Split(' ', 2, StringSplitOptions.TrimEntries);
        return parts is ["ELAPSE" or "EVAL", var amount] ? amount : throw ScenarioStopException.Fail("timer", step.Number, $"expected ELAPSE or EVAL, found {step.Arguments}");
    }
}
