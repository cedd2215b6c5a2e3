namespace Nomen.Client.Transfers;

/// <summary>What a record of a transfer's messages is there for.</summary>
public enum TransferRole
{
    /// <summary>The SOA of the server's version, first of all: it frames the transfer, and in a <see cref="TransferForm.Full"/> one is the zone's SOA.</summary>
    Opening,

    /// <summary>A record of the older version that the newer one does not have; its SOA begins each difference.</summary>
    Removed,

    /// <summary>A record of the zone, or of a difference's newer version.</summary>
    Added,

    /// <summary>The opening SOA again, last of all: it only says that the transfer is whole.</summary>
    Closing,
}
