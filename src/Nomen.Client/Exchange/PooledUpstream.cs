using Nomen.Client.DatagramStream;

namespace Nomen.Client.Exchange;

/// <summary>One server of the pool: its transport, who uses it, and what is known of it. Everything belongs to the pool's lock.</summary>
internal sealed class PooledUpstream(UpstreamTarget target, DatagramStreamTransport transport)
{
    /// <summary>Weight of the newest round-trip time (RFC 6298 section 2).</summary>
    private const double NewestWeight = 1.0 / 8;

    /// <summary>The server.</summary>
    public UpstreamTarget Target { get; } = target;

    /// <summary>How it is asked.</summary>
    public DatagramStreamTransport Transport { get; } = transport;

    /// <summary>Exchanges under way.</summary>
    public int Users { get; set; }

    /// <summary>What is known of it.</summary>
    public ServerFacts Facts { get; private set; }

    /// <summary>Learns from the end of an exchange.</summary>
    public void Learn(in UpstreamOutcome outcome)
    {
        if (outcome.Response is not { } response)
        {
            Facts = Facts with { Failures = Facts.Failures + 1 };
            return;
        }

        TimeSpan smoothed = Facts.RoundTrip is { } before ? before + (NewestWeight * (response.Elapsed - before)) : response.Elapsed;
        Facts = new ServerFacts(smoothed, 0);
    }
}
