using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>A server may fold the question's letter case; above the hop it is as it was asked.</summary>
internal static class QuestionCase
{
    /// <summary>Writes the asked name over the question's.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="message">A message that answers it.</param>
    /// <param name="octets">The octets of the message, which nobody else has seen.</param>
    public static void Restore(DnsRequest request, DnsMessage message, byte[] octets)
    {
        if (request.Question is { } question && message.View.QuestionCount == 1)
        {
            // Equal without case and never compressed, as it is the first name: the octets have the same places.
            DomainName name = question.Name;
            Span<byte> asked = octets.AsSpan(DnsHeader.Length, name.Length);
            if (!asked.SequenceEqual(name.Wire))
            {
                name.Wire.CopyTo(asked);
            }
        }
    }
}
