namespace Nomen.Client.Transfers;

/// <summary>What a server sends in answer to a transfer request.</summary>
public enum TransferForm
{
    /// <summary>The whole zone: AXFR, or IXFR where the server has no differences from our version (RFC 1995 section 4).</summary>
    Full,

    /// <summary>What to remove from our version of the zone and what to add to it.</summary>
    Incremental,

    /// <summary>Nothing: our version is not older than the server's (RFC 1995 section 2).</summary>
    UpToDate,
}
