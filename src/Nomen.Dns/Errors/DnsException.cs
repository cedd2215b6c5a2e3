namespace Nomen.Dns.Errors;

/// <summary>What every exception of this library derives from.</summary>
public abstract class DnsException : Exception
{
    /// <summary>Makes the exception.</summary>
    protected DnsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
