namespace Nomen.Cli;

/// <summary>Exit codes of the command: dig's, and more where they were asked for with <c>--fail</c>.</summary>
public enum ExitCode
{
    /// <summary>An answer came, NXDOMAIN and NODATA included.</summary>
    Ok = 0,

    /// <summary>The command line cannot be understood.</summary>
    Usage = 1,

    /// <summary>With <c>--fail</c>: the name exists, without such records.</summary>
    NoData = 2,

    /// <summary>With <c>--fail</c>: no such name.</summary>
    NxDomain = 3,

    /// <summary>With <c>--fail</c>: SERVFAIL.</summary>
    ServFail = 4,

    /// <summary>With <c>--fail</c>: REFUSED or another response code.</summary>
    Refused = 5,

    /// <summary>The batch file cannot be read.</summary>
    BatchFile = 8,

    /// <summary>No server answered.</summary>
    NoReply = 9,

    /// <summary>A defect of the command.</summary>
    Internal = 10,

    /// <summary>With <c>--fail</c>: some of several queries had no answer.</summary>
    Partial = 11,

    /// <summary><c>diff</c>: the servers do not all say the same.</summary>
    Differences = 12,

    /// <summary>A zone transfer did not come to its end, its digest is wrong, or a server refused our signature.</summary>
    TransferFailed = 13,
}
