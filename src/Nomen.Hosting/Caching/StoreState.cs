namespace Nomen.Hosting.Caching;

/// <summary>Whether a store behind caches is used.</summary>
public enum StoreState
{
    /// <summary>It is used. Entered at the start, and when a trial went well; left after failures in a row.</summary>
    InUse,

    /// <summary>It is left alone for a while. Entered after failures in a row, and when a trial failed; left when the time is over.</summary>
    LeftAlone,

    /// <summary>One operation tries it, all others leave it alone. Entered when the time is over; left when that operation ends.</summary>
    OnTrial,
}
