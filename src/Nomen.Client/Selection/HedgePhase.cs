namespace Nomen.Client.Selection;

/// <summary>Where one hedged request stands.</summary>
internal enum HedgePhase
{
    /// <summary>Upstreams are being asked. Entered at the start; left by whatever comes first of the others.</summary>
    Asking,

    /// <summary>A result came that nothing can better.</summary>
    Decided,

    /// <summary>Every upstream that may be asked has ended, and none was useful.</summary>
    Exhausted,

    /// <summary>The deadline passed.</summary>
    TimedOut,

    /// <summary>The asker left.</summary>
    Cancelled,
}
