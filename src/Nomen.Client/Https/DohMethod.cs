namespace Nomen.Client.Https;

/// <summary>How a DNS message travels in an HTTP request (RFC 8484 section 4.1).</summary>
public enum DohMethod
{
    /// <summary>In the body: smaller, and no log of URIs has it. HTTP caches do not keep the response.</summary>
    Post,

    /// <summary>In the URI, as base64url: a third larger, and a cache on the way may answer.</summary>
    Get,
}
