using Nomen.Dns.Transports;

namespace Nomen.Client.Transfers;

/// <summary>Limits of one zone transfer.</summary>
public sealed record TransferOptions
{
    /// <summary>Octets a second that the server must send at least, while we wait for it. Default 100; 0 (no minimum) to 100,000,000.</summary>
    /// <remarks>
    /// Finds a server that sends a little before each time-out of the connection, for ever. Measured over <see cref="ProgressWindow"/>
    /// of waiting: time that the reader takes for itself does not count.
    /// </remarks>
    public int MinimumRate
    {
        get;
        init => field = Limit.InRange(value, 0, 100_000_000);
    } = 100;

    /// <summary>Waiting time over which <see cref="MinimumRate"/> is measured. Default 30 s; 1 s to 1 h.</summary>
    /// <remarks>Shorter finds a stalled server sooner, and fails one that pauses to work.</remarks>
    public TimeSpan ProgressWindow
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the whole transfer, the reader's own included. Default 2 h; 1 s to 7 days.</summary>
    /// <remarks>Nothing extends it. The deadline of the request's <see cref="QueryContext"/> holds when it is earlier.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
    } = TimeSpan.FromHours(2);

    /// <summary>Records of the transfer, removed ones too, that are taken at most. Default 100,000,000; 1 to 10,000,000,000.</summary>
    /// <remarks>Guards whoever keeps the records; the transfer itself holds only the message it is at, and what <see cref="DigestMemory"/> allows.</remarks>
    public long MaxRecords
    {
        get;
        init => field = Limit.InRange(value, 1, 10_000_000_000);
    } = 100_000_000;

    /// <summary>Octets of messages that are taken at most. Default 16 GiB; 512 to 1 TiB.</summary>
    /// <remarks>As <see cref="MaxRecords"/>, for zones of few and large records.</remarks>
    public long MaxOctets
    {
        get;
        init => field = Limit.InRange(value, 512, 1L << 40);
    } = 16L << 30;

    /// <summary>Octets of memory for the records of a whole zone, to check its digest (ZONEMD) at the end. Default 32 MiB; 0 (not checked) to 16 GiB. RFC 8976 section 4.</summary>
    /// <remarks>
    /// The digest is over the records in canonical order, so all must be there: some 80 to 120 octets each. A larger zone is
    /// transferred without the check, and <see cref="TransferSummary.Digest"/> says so.
    /// </remarks>
    public long DigestMemory
    {
        get;
        init => field = Limit.InRange(value, 0, 16L << 30);
    } = 32L << 20;
}
