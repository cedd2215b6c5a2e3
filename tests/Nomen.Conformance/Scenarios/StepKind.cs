namespace Nomen.Conformance.Scenarios;

/// <summary>What a step does (FORMAT.md section 4).</summary>
internal enum StepKind
{
    /// <summary>A client sends a message.</summary>
    Query,

    /// <summary>An answer must be there that matches.</summary>
    CheckAnswer,

    /// <summary>The device must have sent a query that matches.</summary>
    CheckOutQuery,

    /// <summary>A message is delivered to the newest pending query.</summary>
    Reply,

    /// <summary>The newest pending query times out.</summary>
    Timeout,

    /// <summary>The newest pending query fails as "connection closed".</summary>
    Error,

    /// <summary>The clock moves.</summary>
    TimePasses,

    /// <summary>A step number at which answerable traffic has been carried out.</summary>
    Traffic,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A macro variable is set.</summary>
    Assign,

    /// <summary>The RFC 5011 state file is compared.</summary>
    CheckAutotrust,

    /// <summary>A temporary file is compared.</summary>
    CheckTempfile,

    /// <summary>A round-trip time is fed in.</summary>
    InfraRtt,

    /// <summary>A cached message is dropped.</summary>
    FlushMessage,

    /// <summary>A cached message is marked as expired.</summary>
    ExpireMessage,
}
