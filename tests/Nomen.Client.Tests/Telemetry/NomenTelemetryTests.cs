using System.Diagnostics;
using Nomen.Client.Telemetry;
using Nomen.Client.Tests.Datagram;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Telemetry;

public sealed class NomenTelemetryTests
{
    [Fact]
    public void An_exchange_is_a_span_named_after_the_type_asked_for_and_not_the_name()
    {
        List<Activity> spans = [];
        using ActivityListener listener = ListenTo(spans, "udp://192.0.2.111:53");
        DatagramWorld world = new(wire: new ScriptedConnector { Server = new(System.Net.IPAddress.Parse("192.0.2.111"), 53) });

        world.AskInVain(DnsRequest.Query("private.example", DnsType.MX));

        Activity span = Assert.Single(spans);
        Assert.Equal("DNS MX", span.OperationName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("timeout", span.GetTagItem("error.type"));
        Assert.DoesNotContain(span.TagObjects, static tag => tag.Value?.ToString()?.Contains("private", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Every_failure_has_an_error_type_of_its_own()
    {
        TransportFailure[] failures = Enum.GetValues<TransportFailure>();

        IEnumerable<string> types = failures.Select(NomenTelemetry.ToErrorType).Distinct(StringComparer.Ordinal);

        Assert.Equal(failures.Length, types.Count());
    }

    private static ActivityListener ListenTo(List<Activity> spans, string upstream)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == NomenTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (upstream.Equals(span.GetTagItem("nomen.upstream")))
                {
                    lock (spans)
                    {
                        spans.Add(span);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
