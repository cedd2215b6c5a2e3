namespace Nomen.Client.Selection;

/// <summary>How one request at one upstream ended, for the statistics.</summary>
internal enum AttemptEnd
{
    /// <summary>With a response of use: any code but the next two.</summary>
    Answered,

    /// <summary>With SERVFAIL.</summary>
    ServFail,

    /// <summary>With REFUSED.</summary>
    Refused,

    /// <summary>Without a response.</summary>
    Failed,

    /// <summary>It was called back: another upstream was faster, or the asker left.</summary>
    CalledBack,
}
