using Microsoft.Extensions.Logging;

namespace Nomen.Server.Listeners;

/// <summary>What the listeners of one server share.</summary>
/// <param name="Pipeline">Answers queries.</param>
/// <param name="Connections">The open connections.</param>
/// <param name="ConnectionOptions">Their limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Counters">The counters.</param>
/// <param name="Logger">The log.</param>
internal sealed record ListenerContext(
    QueryPipeline Pipeline,
    ConnectionTable Connections,
    ConnectionOptions ConnectionOptions,
    TimeProvider Time,
    ServerCounters Counters,
    ILogger Logger);
