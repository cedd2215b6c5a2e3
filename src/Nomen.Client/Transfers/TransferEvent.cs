using Nomen.Dns.Records;

namespace Nomen.Client.Transfers;

/// <summary>What happens to a zone in a transfer, in the order to be applied: one <see cref="Begin"/>, removals and additions, one <see cref="End"/>.</summary>
/// <remarks>Apply it to a copy, or in a transaction: only <see cref="End"/> says that all of it came and is genuine.</remarks>
public abstract record TransferEvent
{
    private TransferEvent()
    {
    }

    /// <summary>The server's version is known, and in what form it comes.</summary>
    /// <param name="Form">Full: start from an empty zone. Incremental: start from the version that was asked from. UpToDate: nothing follows but the end.</param>
    /// <param name="Soa">SOA of the server's version.</param>
    public sealed record Begin(TransferForm Form, SoaData Soa) : TransferEvent
    {
        /// <summary>Serial of the server's version.</summary>
        public uint Serial => Soa.Serial;

        /// <summary>Whether differences follow, rather than the whole zone.</summary>
        public bool IsIncremental => Form == TransferForm.Incremental;
    }

    /// <summary>The record is no more; SOA records too.</summary>
    /// <param name="Record">The record.</param>
    public sealed record Remove(ResourceRecord Record) : TransferEvent;

    /// <summary>The record is there now; SOA records too. A server may send one twice: zones are sets.</summary>
    /// <param name="Record">The record.</param>
    public sealed record Add(ResourceRecord Record) : TransferEvent;

    /// <summary>All of it came: every SOA, signature and digest check passed.</summary>
    /// <param name="Summary">What it was, and how much.</param>
    public sealed record End(TransferSummary Summary) : TransferEvent
    {
        /// <summary>Serial of the zone now.</summary>
        public uint Serial => Summary.Serial;
    }
}
