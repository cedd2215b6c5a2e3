namespace Nomen.Conformance.Running;

/// <summary>How a query into the mock network ends.</summary>
internal enum UpstreamEndKind
{
    /// <summary>A reply of one message or several.</summary>
    Reply,

    /// <summary>No reply in time.</summary>
    Timeout,

    /// <summary>The connection was closed, or the server refused it.</summary>
    Closed,
}
