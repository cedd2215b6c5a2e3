using System.Net;
using Nomen.Conformance.Devices;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Running;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Running;

/// <summary>A device that hands each query to one server, and the reply back: enough to see what the runner does.</summary>
internal sealed class ForwardingDevice(ScriptedNetwork network, string server) : IScenarioDevice
{
    public static DeviceKind Kind(string server = "192.0.2.1") => new("forward", [], (network, _) => new ForwardingDevice(network, server));

    public Task AskAsync(ClientQuery query, Action<DeviceAnswer> onAnswer)
    {
        network.Ask(PlainWriter.Write(query.Message), new IPEndPoint(IPAddress.Parse(server), 53), query.OverTcp, end => onAnswer(end.Kind == UpstreamEndKind.Reply
            ? new DeviceAnswer(query.Client, new MatchSubject([.. end.Messages.Select(message => PlainReader.Read(message))], query.OverTcp))
            : new DeviceAnswer(query.Client, Subject: null, "no-answer")));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
