using System.Text.Json;
using Nomen.Cli.Tests.Query;
using Nomen.Client.Quic;

namespace Nomen.Cli.Tests.Capabilities;

public class CapabilitiesCommandTests
{
    [Fact]
    public async Task What_works_and_what_is_missing_is_told()
    {
        CommandRun run = await CommandRun.RunAsync("capabilities");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Matches("(?m)^IPv4 +works$", run.Output);
        Assert.Matches("(?m)^TLS 1.3 +(works|no +\\S.*)$", run.Output);
        Assert.Matches(QuicTransport.IsSupported ? "(?m)^QUIC +works$" : "(?m)^QUIC +no +.*libmsquic", run.Output);
    }

    [Fact]
    public async Task Json_has_the_same()
    {
        CommandRun text = await CommandRun.RunAsync("capabilities");
        CommandRun json = await CommandRun.RunAsync("capabilities --json");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(text.Lines.Length, document.RootElement.GetArrayLength());
        Assert.All(document.RootElement.EnumerateArray(), one => Assert.Equal(one.GetProperty("works").GetBoolean(), one.GetProperty("detail").ValueKind == JsonValueKind.Null));
    }
}
