using System.Globalization;
using System.Net.Http.Headers;
using Nomen.Client.Hops;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Https;

/// <summary>Judges a response: status, media type, message, signature, age (RFC 8484 sections 4.2 and 5.1).</summary>
internal static class HttpsReply
{
    /// <summary>The one media type that DoH has (RFC 8484 section 6).</summary>
    public const string MediaType = "application/dns-message";

    private const uint Oldest = 1u << 31;

    /// <summary>Why its body is not to be read; null when it is.</summary>
    public static TransportError? WhyRefused(HttpResponseMessage response, DohTemplate template, bool mayHaveBeenRedirected)
    {
        if (mayHaveBeenRedirected && response.RequestMessage?.RequestUri is { } answered && !HttpsRedirect.IsSameServer(template.PostUri, answered))
        {
            return new TransportError(TransportFailure.HttpStatus) { Detail = $"redirected to another server, {answered.GetLeftPart(UriPartial.Authority)}" };
        }

        if (!response.IsSuccessStatusCode)
        {
            return new TransportError(TransportFailure.HttpStatus) { Detail = DescribeStatus(response) };
        }

        if (!IsDnsMessage(response.Content.Headers))
        {
            return new TransportError(TransportFailure.ContentType) { Detail = $"it is {response.Content.Headers.ContentType?.MediaType ?? "of no type"}, not {MediaType}" };
        }

        return response.Content.Headers.NonValidated.Contains("Content-Encoding")
            ? new TransportError(TransportFailure.Protocol) { Detail = "the body is compressed, which was not asked for" }
            : null;
    }

    /// <summary>Seconds that the response has spent in caches (RFC 9111 section 5.1); 0 when it does not say.</summary>
    public static uint AgeOf(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Age", out HeaderStringValues values))
        {
            return 0;
        }

        // RFC 9111 section 1.2.2: a number too large to be kept counts as 2^31, which outlives every TTL.
        ReadOnlySpan<char> text = values.First().AsSpan().Trim();
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return 0;
        }

        return uint.TryParse(text, CultureInfo.InvariantCulture, out uint seconds) && seconds <= int.MaxValue ? seconds : Oldest;
    }

    /// <summary>Reads the message, and makes sure that it answers the request.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="protection">Its signature; null for none.</param>
    /// <param name="octets">The body; becomes the message's own.</param>
    /// <param name="age">Seconds by which TTLs are lower.</param>
    public static HopOutcome Read(DnsRequest request, ITransmissionProtection? protection, byte[] octets, uint age)
    {
        if (!DnsMessage.TryAdopt(octets, out DnsMessage? message, out FormatError error))
        {
            return Broken($"the message cannot be read: {error}");
        }

        if (message.Id != 0 || ReplyMatcher.Match(request, message.View) is not (ReplyMatch.Answer or ReplyMatch.BareError))
        {
            return Broken("the message answers another request");
        }

        // There is one response only: no other can come that is genuine.
        if (protection is not null && protection.Verify(message, isLast: true) == ProtectionVerdict.Mismatch)
        {
            return Broken("the message's signature does not hold");
        }

        if (message.IsTruncated)
        {
            // No transport has more room than this one (docs/threats.md B2, B6).
            return new HopOutcome(new TransportError(TransportFailure.Truncated) { Truncated = message });
        }

        QuestionCase.Restore(request, message, octets);
        if (age > 0)
        {
            AnswerAge.Lower(message, octets, age);
        }

        return new HopOutcome(message);
    }

    private static HopOutcome Broken(string detail) => new(new TransportError(TransportFailure.Protocol) { Detail = detail });

    /// <summary>The number and our own word for it: what the server says about it is anybody's text.</summary>
    private static string DescribeStatus(HttpResponseMessage response)
    {
        string text = $"status {(int)response.StatusCode}";
        if (Enum.IsDefined(response.StatusCode))
        {
            text += $" {response.StatusCode}";
        }

        if (HttpsRedirect.IsRedirect(response.StatusCode) && response.RequestMessage?.RequestUri is { } asked && HttpsRedirect.Target(asked, response) is { } target)
        {
            return $"{text} to {target.GetLeftPart(UriPartial.Authority)}, which was not followed";
        }

        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => $"{text}, to be asked again after {delta.TotalSeconds:F0} s",
            { Date: { } date } => $"{text}, to be asked again after {date:u}",
            _ => text,
        };
    }

    private static bool IsDnsMessage(HttpContentHeaders headers)
    {
        // The usual value is compared as it stands; only another one is taken apart.
        if (headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values) && values.Count == 1
            && string.Equals(values.ToString(), MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return string.Equals(headers.ContentType?.MediaType, MediaType, StringComparison.OrdinalIgnoreCase);
    }
}
