namespace Nomen.Client.Selection;

/// <summary>Why an upstream is asked.</summary>
internal enum AttemptRole
{
    /// <summary>For an answer; called back when there is one.</summary>
    Ordinary,

    /// <summary>To learn how it does: goes on to its end, whoever answers first.</summary>
    Probe,

    /// <summary>To learn whether it is back: as a probe, but nobody waits for it.</summary>
    Trial,
}
