using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Errors;

/// <summary>What the exceptions say: a person reads it in a log, at night.</summary>
public sealed class ExceptionTests
{
    public static TheoryData<TransportFailure> Failures => [.. Enum.GetValues<TransportFailure>()];

    public static TheoryData<FormatErrorKind> Kinds => [.. Enum.GetValues<FormatErrorKind>()];

    [Fact]
    public void A_transport_exception_tells_why_from_whom_for_what_and_how_often()
    {
        DnsTransportException exception = new TransportError(TransportFailure.Timeout)
        {
            Upstream = "udp://192.0.2.1:53",
            Question = new DnsQuestion(DomainName.Parse("example."), DnsType.MX),
            Attempts = 3,
            Detail = "silent since 12:00",
        }.ToException();

        Assert.Equal("No response: time-out from udp://192.0.2.1:53 for example. IN MX after 3 attempts (silent since 12:00).", exception.Message);
        Assert.Equal((TransportFailure.Timeout, "udp://192.0.2.1:53", 3), (exception.Failure, exception.Upstream, exception.Attempts));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        Assert.Equal("No response: no route covers the name.", new TransportError(TransportFailure.NoRoute).ToException().Message);
    }

    [Fact]
    public void The_systems_exception_is_the_inner_one()
    {
        IOException cause = new("reset");

        Assert.Same(cause, new TransportError(TransportFailure.Network) { Cause = cause }.ToException().InnerException);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_has_words_of_its_own(TransportFailure failure)
    {
        string message = new TransportError(failure).ToString();

        Assert.Single(Enum.GetValues<TransportFailure>(), other => new TransportError(other).ToString() == message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_format_error_has_words_of_its_own(FormatErrorKind kind)
    {
        string message = new FormatError(kind, 7).ToString();

        Assert.EndsWith(" expected at octet 7", message, StringComparison.Ordinal);
        Assert.Single(Enum.GetValues<FormatErrorKind>(), other => new FormatError(other, 7).ToString() == message);
    }

    [Fact]
    public void A_text_exception_tells_file_line_and_column()
    {
        DnsTextException exception = new("a type", "MXX", "example.zone", 12, 7);

        Assert.Equal("example.zone:12:7: expected a type, found \"MXX\".", exception.Message);
        Assert.Equal(("example.zone", 12, 7), (exception.File, exception.Line, exception.Column));
        Assert.Equal("1:3: expected a type, found nothing.", new DnsTextException("a type", string.Empty, 3).Message);
    }

    [Fact]
    public void Control_characters_and_long_text_do_not_reach_a_log_raw()
    {
        string message = new DnsTextException("a name", "a\u001b[31m\n" + new string('x', 100), 1).Message;

        Assert.DoesNotContain(message, char.IsControl);
        Assert.Contains("\\027", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 0, 120);
    }
}
