using System.Diagnostics;
using Nomen.Client.Telemetry;

namespace Nomen.Client.Hops;

/// <summary>Counts what happens at one server; costs a field read when nobody listens.</summary>
internal sealed class HopMeter(string serverAddress, string protocolName, string networkTransport, TimeProvider clock)
{
    /// <summary>A request was sent again.</summary>
    public void Retry()
    {
        if (NomenTelemetry.Retry.Enabled)
        {
            NomenTelemetry.Retry.Add(1, Tags());
        }
    }

    /// <summary>A request ended.</summary>
    /// <param name="start">Timestamp of its start.</param>
    /// <param name="errorType">Why there is no response; null for a response.</param>
    public void Ended(long start, string? errorType)
    {
        if (!NomenTelemetry.ExchangeDuration.Enabled)
        {
            return;
        }

        TagList tags = Tags();
        if (errorType is not null)
        {
            tags.Add(NomenTelemetry.ErrorType, errorType);
        }

        NomenTelemetry.ExchangeDuration.Record(clock.GetElapsedTime(start).TotalSeconds, tags);
    }

    private TagList Tags() => NomenTelemetry.Tags(serverAddress, protocolName, networkTransport);
}
