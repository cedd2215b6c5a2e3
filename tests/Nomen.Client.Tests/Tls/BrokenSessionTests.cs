using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;

namespace Nomen.Client.Tests.Tls;

/// <summary>TLS that fails once the handshake is done: a client that the server refuses (RFC 8446 section 4.4.4), octets that were tampered with.</summary>
public sealed class BrokenSessionTests
{
    private const string Alert = "error:0A00045C:SSL routines::tlsv13 alert certificate required";

    private readonly TlsWorld _world = new();

    [Theory]
    [InlineData(false, "the server sent the TLS alert 'certificate required', after the handshake and before any answer")]
    [InlineData(true, "the server sent the TLS alert 'certificate required'")]
    public void An_alert_is_told_by_its_name(bool hasRead, string expected)
    {
        Exception explained = BrokenSession.Explain(new IOException("see inner", new CryptographicException(Alert)), hasRead);

        Assert.Equal(expected, explained.Message);
        Assert.IsType(hasRead ? typeof(EndOfStreamException) : typeof(AuthenticationException), explained);
    }

    [Fact]
    public void What_fails_underneath_is_no_failure_of_TLS()
    {
        Assert.False(BrokenSession.IsMeantBy(new IOException("see inner", new SocketException((int)SocketError.ConnectionReset))));
        Assert.False(BrokenSession.IsMeantBy(new IOException("no more")));
        Assert.False(BrokenSession.IsMeantBy(new IOException("see inner", new IOException("see inner", new ObjectDisposedException("socket")))));
        Assert.True(BrokenSession.IsMeantBy(new IOException("see inner", new CryptographicException(Alert))));
    }

    [Fact]
    public async Task What_cannot_be_decrypted_before_any_answer_is_a_failure_of_TLS()
    {
        await using TlsServer server = _world.Server();
        await using StreamTransport transport = new(Spoilt(server, out TamperedConnector tampered), options: null, _world.Services);
        tampered.SpoilsAfterHandshake = true;

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.Tls, e.Failure);
        Assert.StartsWith("TLS failed: ", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_decrypted_after_an_answer_is_a_connection_that_was_lost()
    {
        await using TlsServer server = _world.Server();
        await using StreamTransport transport = new(Spoilt(server, out TamperedConnector tampered), options: null, _world.Services);
        await transport.SendAsync(Replies.Ask());

        tampered.Last.Spoils = true;
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.ConnectionClosed, e.Failure);
        Assert.StartsWith("TLS failed: ", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_meets_the_reset_before_the_alert_was_read_fails_with_what_the_reader_finds()
    {
        await using TlsServer server = _world.Server();
        await using IStreamConnection connection = await Spoilt(server, out TamperedConnector tampered).ConnectAsync();
        await connection.WriteAsync(Replies.Frame([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1]));
        tampered.Last.Spoils = tampered.Last.IsReset = true;

        Task write = connection.WriteAsync(new byte[] { 0, 1, 1 }).AsTask();
        await Assert.ThrowsAsync<AuthenticationException>(async () => await connection.ReadAsync(new byte[512]));

        await Assert.ThrowsAsync<AuthenticationException>(() => write);
    }

    [Fact]
    public async Task A_write_whose_reader_finds_nothing_within_a_second_fails_with_its_own_cause()
    {
        await using TlsServer server = _world.Server();
        await using IStreamConnection connection = await Spoilt(server, out TamperedConnector tampered).ConnectAsync();
        tampered.Last.IsReset = true;

        Task write = connection.WriteAsync(new byte[] { 0, 1, 1 }).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Exception e = await Assert.ThrowsAsync<IOException>(() => write);
        Assert.IsType<SocketException>(e.GetBaseException());
    }

    private TlsConnector Spoilt(TlsServer server, out TamperedConnector tampered)
    {
        tampered = new TamperedConnector(new TcpConnector(server.EndPoint, options: null, _world.Services));
        return new TlsConnector(tampered, _world.Trusting, _world.Services);
    }
}
