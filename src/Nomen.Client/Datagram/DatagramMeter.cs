using System.Diagnostics;
using Nomen.Client.Telemetry;

namespace Nomen.Client.Datagram;

/// <summary>Counts what happens at one upstream; costs a field read when nobody listens.</summary>
internal sealed class DatagramMeter(string serverAddress)
{
    /// <summary>A request was sent again.</summary>
    public void Retry()
    {
        if (NomenTelemetry.Retry.Enabled)
        {
            NomenTelemetry.Retry.Add(1, Tags());
        }
    }

    /// <summary>A reply was truncated.</summary>
    public void Truncated()
    {
        if (NomenTelemetry.Truncated.Enabled)
        {
            NomenTelemetry.Truncated.Add(1, Tags());
        }
    }

    /// <summary>A reply matched nothing.</summary>
    public void Mismatch()
    {
        if (NomenTelemetry.Mismatch.Enabled)
        {
            NomenTelemetry.Mismatch.Add(1, Tags());
        }
    }

    /// <summary>An exchange ended.</summary>
    /// <param name="start">Timestamp of its start.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="errorType">Why there is no response; null for a response.</param>
    public void Ended(long start, TimeProvider clock, string? errorType)
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

    private TagList Tags() => NomenTelemetry.Tags(serverAddress, "dns", "udp");
}
