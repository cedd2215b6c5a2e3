using Nomen.Client.Tests.Telemetry;

namespace Nomen.Client.Tests.Https;

public sealed class HttpsTelemetryTests
{
    [Fact]
    public async Task A_request_is_measured_as_DoH()
    {
        using MetricRecorder recorder = new("measured.test");
        using ScriptedDoh doh = new(template: "https://measured.test/dns-query");

        await doh.AskAsync();

        Assert.Equal("doh", recorder.Tag("nomen.client.exchange.duration", "network.protocol.name"));
        Assert.Equal("tcp", recorder.Tag("nomen.client.exchange.duration", "network.transport"));
        Assert.Null(recorder.Tag("nomen.client.exchange.duration", "error.type"));
    }

    [Fact]
    public async Task A_failure_is_measured_with_its_kind()
    {
        using MetricRecorder recorder = new("failing.test");
        using ScriptedDoh doh = new(request => request.Reply(type: "text/html"), template: "https://failing.test/dns-query");

        await doh.FailAsync();

        Assert.Equal("content_type", recorder.Tag("nomen.client.exchange.duration", "error.type"));
    }

    [Fact]
    public async Task A_repetition_is_counted()
    {
        using MetricRecorder recorder = new("flaky.test");
        int sent = 0;
        using ScriptedDoh doh = new(
            request => ++sent == 1 ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : request.Reply(),
            template: "https://flaky.test/dns-query");

        await doh.AskAsync();

        Assert.Equal(1, recorder.Sum("nomen.client.retry"));
    }
}
