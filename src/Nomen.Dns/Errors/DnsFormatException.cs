using Nomen.Dns.Wire;

namespace Nomen.Dns.Errors;

/// <summary>Octets or text that are not what the DNS's formats allow. No parser throws anything else for bad input.</summary>
public class DnsFormatException : DnsException
{
    /// <summary>Bad octets.</summary>
    public DnsFormatException(FormatError error)
        : base($"Malformed DNS data: {error}.") => Error = error;

    /// <summary>Bad text.</summary>
    protected DnsFormatException(string message, Exception? innerException = null)
        : base(message, innerException) => Error = new FormatError(FormatErrorKind.Value, 0);

    /// <summary>What was expected, and at which octet; for text see <see cref="DnsTextException"/>.</summary>
    public FormatError Error { get; }

    /// <summary>Offset in octets of the first thing that is wrong.</summary>
    public int Offset => Error.Offset;

    /// <inheritdoc/>
    internal override DnsException ForAnotherAsker() => new DnsFormatException(Error);
}
