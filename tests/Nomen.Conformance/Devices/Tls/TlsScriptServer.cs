using System.Net;
using System.Net.Security;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;
using Nomen.Conformance.Devices.Loopback;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Tls;

/// <summary>One connection as its TLS server sees it. Lives in events of the network alone, so on the run's thread.</summary>
internal sealed class TlsScriptServer(ScriptedNetwork network, IPEndPoint server, OctetPipe input, OctetPipe output)
{
    private readonly SslStream _stream = new(new PipeStream(input, output));

    /// <summary>Takes the connection.</summary>
    public void Start() => _ = ServeAsync();

    private async Task ServeAsync()
    {
        try
        {
            await _stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = LoopbackCertificate.Context,
                ApplicationProtocols = [new SslApplicationProtocol("dot")],
            });
            while (await LoopbackFrames.ReadAsync(_stream) is { } query)
            {
                network.Ask(query, server, overTcp: true, end => network.Post(() => _ = AnswerAsync(end)));
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The client went away, or was never content: its transport tells.
        }
        catch (Exception e) // Nobody awaits a server: the run does not go on past this.
        {
            network.Post(ExceptionDispatchInfo.Capture(e).Throw);
        }

        output.End();
    }

    private async Task AnswerAsync(UpstreamEnd end)
    {
        await _stream.WriteAsync(LoopbackFrames.Of(end.Messages));
        if (end.Kind == UpstreamEndKind.Closed)
        {
            output.End();
        }
    }
}
