namespace Nomen.Testing.Scheduling;

/// <summary>A deterministic run cannot finish: nothing is ready and no timer is armed, or it goes round for ever.</summary>
public sealed class StalledRunException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the run waited for, and how far it got.</param>
    public StalledRunException(string message)
        : base(message)
    {
    }
}
