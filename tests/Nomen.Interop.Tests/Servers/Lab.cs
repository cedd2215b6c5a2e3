using System.Net;
using Nomen.Interop.Tests.Scripted;

namespace Nomen.Interop.Tests.Servers;

/// <summary>The servers of one test run. Each starts when a test first asks for it and serves all tests after that.</summary>
/// <remarks>The tests that use it are one collection, which xunit runs one test at a time.</remarks>
public sealed class Lab : IAsyncLifetime
{
    private readonly Dictionary<Server, NameServerProcess> _running = [];

    /// <summary>The upstream behind Unbound's <see cref="UnboundServer.SlowZone"/>.</summary>
    internal HeldUpstream SlowUpstream { get; } = new();

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (NameServerProcess server in _running.Values)
        {
            await server.DisposeAsync();
        }

        await SlowUpstream.DisposeAsync();
    }

    /// <summary>Address and port of the server, for UDP and for TCP; starts it if need be.</summary>
    internal async Task<IPEndPoint> AddressOfAsync(Server server) => (await RunningAsync(server)).EndPoint;

    /// <summary>Address and port for DNS over TLS: NSD, BIND and Unbound, with the certificate of <see cref="LabCertificate"/>.</summary>
    internal async Task<IPEndPoint> TlsAddressOfAsync(Server server) => (await RunningAsync(server)).TlsEndPoint;

    /// <summary>Address and port for DNS over HTTPS at <c>/dns-query</c>, HTTP/2: BIND and Unbound, with the certificate of <see cref="LabCertificate"/>.</summary>
    internal async Task<IPEndPoint> HttpsAddressOfAsync(Server server) => (await RunningAsync(server)).HttpsEndPoint;

    private async Task<NameServerProcess> RunningAsync(Server server)
    {
        if (!_running.TryGetValue(server, out NameServerProcess? process))
        {
            process = await NameServerProcess.StartAsync(await SetupAsync(server));
            _running.Add(server, process);
        }

        return process;
    }

    private async Task<IServerSetup> SetupAsync(Server server) => server switch
    {
        Server.Nsd => new NsdServer(tcpQueryCount: 0),
        Server.NsdThreeQueries => new NsdServer(tcpQueryCount: 3),
        Server.Bind => new BindServer(),
        Server.Knot => new KnotServer(),
        Server.Unbound => new UnboundServer(await AddressOfAsync(Server.Nsd), SlowUpstream.EndPoint),
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, "no such server"),
    };
}
