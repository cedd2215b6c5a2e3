namespace Nomen.Cli.Arguments;

/// <summary>How answers are shown.</summary>
internal enum OutputFormat
{
    /// <summary>For a person at a terminal.</summary>
    Pretty,

    /// <summary>As dig prints it.</summary>
    Dig,

    /// <summary>Rdata of the answers only, a line each.</summary>
    Short,

    /// <summary>One indented JSON document (RFC 8427 members).</summary>
    Json,

    /// <summary>One JSON object a line, a line for each response.</summary>
    Jsonl,

    /// <summary>Records as in a master file.</summary>
    Zone,

    /// <summary>As dig prints it with <c>+yaml</c>.</summary>
    Yaml,

    /// <summary>The response's octets in hex.</summary>
    Hex,
}
