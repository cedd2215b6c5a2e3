namespace Nomen.Client.Selection;

/// <summary>What a hedge wants next.</summary>
internal enum HedgeStep
{
    /// <summary>Ask the next candidate.</summary>
    Start,

    /// <summary>Wait for a result, or until the time that it names.</summary>
    Wait,

    /// <summary>Give the asker the result.</summary>
    Finish,
}
