using System.Security.Authentication;
using Nomen.Client.Sockets;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Tls;

/// <summary>Sessions that go on over another connection, seen by what the server sends: a resumed one brings no certificate.</summary>
public sealed class ResumptionTests
{
    private readonly TlsWorld _world = new();

    [Theory]
    [InlineData(true, SslProtocols.Tls13)]
    [InlineData(false, SslProtocols.Tls13)]
    [InlineData(true, SslProtocols.Tls12)]
    [InlineData(false, SslProtocols.Tls12)]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.ResumeSessions))]
    [Rfc(8310, "9")]
    public async Task A_second_connection_resumes_the_session_unless_told_not_to(bool resumes, SslProtocols version)
    {
        // The system keeps sessions by name for the whole process: no other test may use this one.
        string name = $"{version}-{resumes}.example";
        await using TlsServer server = new(_world.Authority.Issue(name), settings => settings.EnabledSslProtocols = version);
        TlsConnectorOptions options = _world.Trusting with { AuthenticationName = name, ResumeSessions = resumes };

        await _world.AskAsync(server, options);
        await _world.AskAsync(server, options);

        Assert.Equal(version, server.Sessions[1].Version);
        Assert.Equal(resumes, server.Sessions[1].HandshakeOctets < server.Sessions[0].HandshakeOctets - 300);
    }
}
