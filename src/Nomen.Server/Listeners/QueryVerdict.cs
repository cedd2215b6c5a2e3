namespace Nomen.Server.Listeners;

/// <summary>What is to be done with a message from a client, before anybody looks for an answer.</summary>
internal enum QueryVerdict
{
    /// <summary>Nothing at all: any answer could be turned against a third party.</summary>
    Ignore,

    /// <summary>An error, with the header alone: the body is not to be trusted, and the answer no longer than the query.</summary>
    BareError,

    /// <summary>An error, with question and OPT.</summary>
    Error,

    /// <summary>A question about the server itself: class CH (RFC 4892).</summary>
    AboutServer,

    /// <summary>A question for the transport.</summary>
    Ask,

    /// <summary>A zone transfer.</summary>
    Transfer,
}
