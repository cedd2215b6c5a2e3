using System.Buffers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;

namespace Nomen.Client.Https;

/// <summary>Reads the body of a response: no more than allowed, and exactly what it promised.</summary>
internal static class HttpsBody
{
    /// <summary>First buffer when the length is not announced: enough for nearly every response.</summary>
    private const int FirstLength = 4 * 1024;

    /// <summary>Takes the octet that must not be there; what lands in it is never read.</summary>
    private static readonly byte[] Beyond = new byte[1];

    /// <summary>The body in an array of its own, or why there is none.</summary>
    public static async ValueTask<(byte[]? Octets, TransportError? Error)> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        // Judged before anything is read or allocated: a header costs its sender nothing.
        if (content.Headers.ContentLength is { } announced)
        {
            return announced > limit || announced < DnsHeader.Length
                ? (null, Broken($"the body is announced with {announced} octets, allowed are {DnsHeader.Length} to {limit}"))
                : await ReadExactlyAsync(content, (int)announced, cancellationToken).ConfigureAwait(false);
        }

        return await ReadToEndAsync(content, limit, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<(byte[]? Octets, TransportError? Error)> ReadExactlyAsync(HttpContent content, int length, CancellationToken cancellationToken)
    {
        Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] octets = new byte[length];
        int read = await FillAsync(body, octets, cancellationToken).ConfigureAwait(false);
        if (read < length)
        {
            return (null, Broken($"the body has {read} octets, announced were {length}"));
        }

        // Reading the end as well lets the connection be used again.
        return await body.ReadAsync(Beyond, cancellationToken).ConfigureAwait(false) > 0
            ? (null, Broken($"the body has more than the {length} octets announced"))
            : (octets, null);
    }

    private static async ValueTask<(byte[]? Octets, TransportError? Error)> ReadToEndAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstLength);
        try
        {
            int read = 0;
            while (true)
            {
                int room = Math.Min(buffer.Length, limit + 1);
                read += await FillAsync(body, buffer.AsMemory(read..room), cancellationToken).ConfigureAwait(false);
                if (read > limit)
                {
                    return (null, Broken($"the body has more than {limit} octets"));
                }

                if (read < room)
                {
                    return read < DnsHeader.Length ? (null, Broken($"the body has {read} octets, less than a header")) : (buffer[..read], null);
                }

                byte[] larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
                buffer.AsSpan(0, read).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> FillAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = await body.ReadAsync(buffer[filled..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    private static TransportError Broken(string detail) => new(TransportFailure.Protocol) { Detail = detail };
}
