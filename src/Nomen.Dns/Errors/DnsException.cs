namespace Nomen.Dns.Errors;

/// <summary>What every exception of this library derives from.</summary>
public abstract class DnsException : Exception
{
    /// <summary>Makes the exception.</summary>
    protected DnsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>An exception of another asker's own, from the same error: an exception object that several throw mixes their stacks up.</summary>
    internal virtual DnsException ForAnotherAsker() => this;
}
