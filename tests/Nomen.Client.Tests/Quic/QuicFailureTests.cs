using System.Net.Quic;
using System.Security.Authentication;
using Nomen.Client.Quic;
using Nomen.Dns.Errors;

namespace Nomen.Client.Tests.Quic;

public sealed class QuicFailureTests
{
    [Theory]
    [InlineData(QuicError.ConnectionRefused, null, true, TransportFailure.ConnectionRefused)]
    [InlineData(QuicError.ConnectionTimeout, null, true, TransportFailure.ConnectTimeout)]
    [InlineData(QuicError.ConnectionTimeout, null, false, TransportFailure.ConnectionClosed)]
    [InlineData(QuicError.ConnectionIdle, null, false, TransportFailure.ConnectionClosed)]
    [InlineData(QuicError.VersionNegotiationError, null, true, TransportFailure.Protocol)]
    [InlineData(QuicError.TransportError, null, true, TransportFailure.Unreachable)]
    [InlineData(QuicError.TransportError, null, false, TransportFailure.ConnectionClosed)]
    [InlineData(QuicError.InternalError, null, false, TransportFailure.Network)]
    [InlineData(QuicError.ConnectionAborted, 0L, false, TransportFailure.ConnectionClosed)]
    [InlineData(QuicError.ConnectionAborted, 2L, false, TransportFailure.Protocol)]
    [InlineData(QuicError.StreamAborted, 1L, false, TransportFailure.ConnectionClosed)]
    [InlineData(QuicError.StreamAborted, 4L, false, TransportFailure.Overloaded)]
    [InlineData(QuicError.StreamAborted, 77L, false, TransportFailure.ConnectionClosed)]
    [Rfc(9250, "4.3")]
    public void What_QUIC_says_went_wrong_is_told_apart(QuicError error, long? code, bool isConnecting, TransportFailure failure)
    {
        TransportError? found = QuicFailure.From(new QuicException(error, code, "text"), isConnecting);

        Assert.Equal(failure, found!.Failure);
    }

    [Theory]
    [InlineData(4L, "ExcessiveLoad")]
    [InlineData(77L, "UnspecifiedError (0x4d)")]
    [Rfc(9250, "8.4")]
    public void The_servers_code_is_named(long code, string named)
    {
        TransportError? found = QuicFailure.From(new QuicException(QuicError.StreamAborted, code, "text"), isConnecting: false);

        Assert.Contains(named, found!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_does_not_hold_is_a_TLS_failure()
    {
        Assert.Equal(TransportFailure.Tls, QuicFailure.From(new AuthenticationException("no"), isConnecting: true)!.Failure);
    }

    [Fact]
    public void A_bug_is_no_failure_of_the_network()
    {
        Assert.Null(QuicFailure.From(new InvalidOperationException(), isConnecting: false));
    }
}
