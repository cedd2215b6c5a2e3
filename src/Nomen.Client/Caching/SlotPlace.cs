namespace Nomen.Client.Caching;

/// <summary>Which queue of its stripe a slot is in.</summary>
internal enum SlotPlace : byte
{
    /// <summary>None: it was never filled, or was taken out of its queue.</summary>
    None,

    /// <summary>On trial: filled for the first time, a scan ends here.</summary>
    Trial,

    /// <summary>Proven: used while on trial, or asked for again soon after it was thrown out.</summary>
    Proven,
}
