using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>HTTP's errors, TLS's and the network's told apart.</summary>
public sealed class HttpsFailureTests
{
    [Theory]
    [InlineData(HttpRequestError.SecureConnectionError, TransportFailure.Tls)]
    [InlineData(HttpRequestError.ResponseEnded, TransportFailure.ConnectionClosed)]
    [InlineData(HttpRequestError.HttpProtocolError, TransportFailure.Protocol)]
    [InlineData(HttpRequestError.InvalidResponse, TransportFailure.Protocol)]
    [InlineData(HttpRequestError.VersionNegotiationError, TransportFailure.Protocol)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, TransportFailure.Protocol)]
    [InlineData(HttpRequestError.NameResolutionError, TransportFailure.Network)]
    [InlineData(HttpRequestError.ProxyTunnelError, TransportFailure.Network)]
    [InlineData(HttpRequestError.ConnectionError, TransportFailure.Network)]
    [InlineData(HttpRequestError.Unknown, TransportFailure.Network)]
    public async Task What_HTTP_says_went_wrong_is_told_apart(HttpRequestError error, TransportFailure failure)
    {
        using ScriptedDoh doh = new(HttpResponseMessage (_) => throw new HttpRequestException(error, "as it is"));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal((failure, "as it is"), (e.Failure, e.Error.Detail));
        Assert.IsType<HttpRequestException>(e.InnerException);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, TransportFailure.ConnectionRefused)]
    [InlineData(SocketError.NetworkUnreachable, TransportFailure.Unreachable)]
    [InlineData(SocketError.HostUnreachable, TransportFailure.Unreachable)]
    [InlineData(SocketError.TimedOut, TransportFailure.ConnectTimeout)]
    [InlineData(SocketError.ConnectionReset, TransportFailure.ConnectionClosed)]
    [InlineData(SocketError.AccessDenied, TransportFailure.Network)]
    public async Task What_the_system_says_underneath_is_told_apart(SocketError error, TransportFailure failure)
    {
        using ScriptedDoh doh = new(HttpResponseMessage (_) => throw new HttpRequestException(HttpRequestError.ConnectionError, "outer", new SocketException((int)error)));

        Assert.Equal(failure, (await doh.FailAsync()).Failure);
    }

    [Fact]
    public async Task A_certificate_that_does_not_hold_is_a_TLS_failure()
    {
        using ScriptedDoh doh = new(HttpResponseMessage (_) => throw new HttpRequestException("outer", new AuthenticationException("the name is another")));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal((TransportFailure.Tls, "the name is another"), (e.Failure, e.Error.Detail));
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.HttpProtocolError)]
    public async Task A_query_that_died_with_its_connection_is_sent_once_more(HttpRequestError error)
    {
        int sent = 0;
        using ScriptedDoh doh = new(request => ++sent == 1 ? throw new HttpRequestException(error, "gone") : request.Reply());

        DnsResponse response = await doh.AskAsync();

        Assert.Equal((2, 2), (response.Attempts, sent));
    }

    [Fact]
    public async Task One_that_dies_twice_fails()
    {
        using ScriptedDoh doh = new(HttpResponseMessage (_) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal((TransportFailure.ConnectionClosed, 2), (e.Failure, e.Attempts));
    }

    [Theory]
    [InlineData(Opcode.Update)]
    [InlineData(Opcode.Notify)]
    public async Task What_is_no_query_is_never_sent_twice(Opcode opcode)
    {
        using ScriptedDoh doh = new(HttpResponseMessage (_) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"));

        DnsTransportException e = await doh.FailAsync(new DnsRequest(Replies.Ask().Question!.Value) { Opcode = opcode });

        Assert.Equal((1, TransportFailure.ConnectionClosed), (e.Attempts, e.Failure));
    }

    [Fact]
    public async Task A_fault_in_a_callers_handler_is_not_hidden()
    {
        using ScriptedDoh doh = new(HttpResponseMessage (_) => throw new InvalidOperationException("a bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => doh.AskAsync());
    }
}
