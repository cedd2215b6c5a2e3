namespace Nomen.Client.Https;

/// <summary>How a DNS message travels in an HTTP request (RFC 8484 section 4.1).</summary>
public enum DohMethod
{
    /// <summary>In the URI, as base64url, which is a third longer: one HTTP frame, and a cache on the way may answer.</summary>
    Get,

    /// <summary>In the body: shorter, and no log of URIs has it. HTTP caches do not keep the response.</summary>
    Post,
}
