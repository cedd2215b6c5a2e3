using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tsig;

/// <summary>Signs requests with a shared secret, and takes responses only with a signature that holds (RFC 8945).</summary>
/// <remarks>
/// The hop underneath signs each transmission and checks each reply while it matches them: a forged reply is dropped, and the genuine one that
/// follows is taken. Holds the key, nothing of past requests. Place it over network transports, racing ones included, and under caches and
/// validators, which would answer without signatures. Owns its inner transport, not the key. Thread-safe.
/// </remarks>
public sealed partial class TsigTransport : IDnsStreamingTransport
{
    private readonly IDnsTransport _inner;
    private readonly TsigKey _key;
    private readonly TsigTransportOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>Signs what an inner transport sends.</summary>
    /// <param name="inner">The transport that sends; streams of responses need one that can stream.</param>
    /// <param name="key">The secret shared with the server; there is no way to go without.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    /// <exception cref="ArgumentException">The key has HMAC-MD5, and the policy does not allow it.</exception>
    public TsigTransport(IDnsTransport inner, TsigKey key, TsigTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(key);
        services ??= TransportServices.Default;
        _inner = inner;
        _key = key;
        _options = options ?? new TsigTransportOptions();
        _clock = _options.SignatureClock ?? services.TimeProvider;
        _logger = services.LoggerFactory.CreateLogger<TsigTransport>();

        // A key that the policy forbids is refused here, not with the first request.
        _ = new TsigClientSession(key, _options.Tsig);
    }

    /// <inheritdoc/>
    /// <exception cref="TsigException">The server does not accept our signature (BADKEY, BADSIG, BADTIME, BADTRUNC), or the inner transport gave a response without checking it.</exception>
    /// <exception cref="DnsTransportException">No response whose signature holds; the detail tells how many others came.</exception>
    /// <exception cref="ArgumentException">The request is signed already.</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfSigned(request);
        return SendSignedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Messages without a signature are held back until the signed one that covers them: nothing unproven comes out. At most <see cref="TsigOptions.MaxUnsigned"/> are held.</remarks>
    /// <exception cref="TsigException">As for <see cref="SendAsync"/>.</exception>
    /// <exception cref="DnsTransportException">The stream broke off, or a signature in it does not hold.</exception>
    /// <exception cref="NotSupportedException">The inner transport does not stream.</exception>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfSigned(request);
        return _inner is IDnsStreamingTransport streaming
            ? StreamSignedAsync(streaming, request, cancellationToken)
            : throw new NotSupportedException($"{_inner.GetType().Name} does not stream responses, which zone transfers need.");
    }

    /// <summary>Disposes the inner transport; the key stays its owner's.</summary>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private static void ThrowIfSigned(DnsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Protection is not null)
        {
            throw new ArgumentException("The request is signed already: one TSIG record is all that a message may have (RFC 8945 section 5.1).", nameof(request));
        }
    }

    private static DnsResponse WithoutSignature(DnsResponse response)
    {
        // The record is the last of the message, so that what stands before it is the whole rest.
        DnsMessageView signed = response.Message.View;
        return response.With(DnsMessage.FromUnsigned(signed));
    }

    private async ValueTask<DnsResponse> SendSignedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        TsigProtection protection = Protect(shift: 0);
        DnsResponse response = await _inner.SendAsync(request.With(protection), cancellationToken);
        TsigVerdict verdict = protection.Take(response.Message);
        if (TryGetShift(protection, response, verdict, out long shift))
        {
            protection = Protect(shift);
            response = await _inner.SendAsync(request.With(protection), cancellationToken);
            verdict = protection.Take(response.Message);
        }

        ThrowUnlessGood(response, verdict);
        return WithoutSignature(response);
    }

    private async IAsyncEnumerable<DnsResponse> StreamSignedAsync(IDnsStreamingTransport inner, DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long shift = 0;
        bool mayShift = true;
        bool again;
        do
        {
            again = false;
            mayShift &= shift == 0;
            TsigProtection protection = Protect(shift);
            List<DnsResponse> held = [];
            bool isFirst = true;
            await foreach (DnsResponse response in inner.SendStreamingAsync(request.With(protection), cancellationToken))
            {
                if (!isFirst && !response.Message.View.HasTsig)
                {
                    held.Add(response);
                    continue;
                }

                TsigVerdict verdict = protection.Take(response.Message);
                if (mayShift && TryGetShift(protection, response, verdict, out shift))
                {
                    again = true;
                    break;
                }

                mayShift = false;
                ThrowUnlessGood(response, verdict);
                isFirst = false;
                foreach (DnsResponse proven in held)
                {
                    yield return proven;
                }

                held.Clear();
                yield return WithoutSignature(response);
            }

            if (held.Count > 0)
            {
                throw new TsigException(Rcode.NoError, $"The last {held.Count} messages of the stream have no signature with the key {_key}.");
            }
        }
        while (again);
    }

    private TsigProtection Protect(long shift) => new(_key, _options.Tsig, _clock, shift, _logger);

    /// <summary>Whether the server proved that its clock is another one, and may be asked once more.</summary>
    private bool TryGetShift(TsigProtection protection, DnsResponse response, in TsigVerdict verdict, out long shift)
    {
        shift = 0;
        if (!_options.UseServerTime || verdict is not { Status: TsigStatus.PeerError, PeerError: Rcode.BadTime, PeerTime: { } time })
        {
            return false;
        }

        shift = protection.ShiftTo(time);
        Log.ServerTime(_logger, response.Upstream, shift);
        return true;
    }

    private void ThrowUnlessGood(DnsResponse response, in TsigVerdict verdict)
    {
        if (verdict.IsGood)
        {
            return;
        }

        if (verdict.Status is not (TsigStatus.PeerError or TsigStatus.UnprovenPeerError))
        {
            throw new TsigException(Rcode.NoError, $"The transport under {nameof(TsigTransport)} gave a response that it did not check against the key {_key}: only transports that reach the server themselves may stand there.");
        }

        string error = verdict.PeerError switch
        {
            Rcode.BadVers => "BADSIG: the secrets differ, or the request was changed on its way",
            Rcode.BadKey => "BADKEY: it does not know the key, or has another algorithm for it",
            Rcode.BadTime when verdict.PeerTime is { } time => $"BADTIME: its clock says {DateTimeOffset.FromUnixTimeSeconds((long)time):yyyy-MM-dd HH:mm:ss} UTC",
            Rcode.BadTime => "BADTIME: its clock differs from ours",
            Rcode.BadTrunc => "BADTRUNC: it wants longer MACs",
            _ => $"TSIG error {(int)verdict.PeerError}",
        };
        Log.Refused(_logger, response.Upstream, _key, error);
        string proof = verdict.Status == TsigStatus.PeerError ? string.Empty : " (that answer is not signed, and so not proven)";
        throw new TsigException(verdict.PeerError, $"{response.Upstream ?? "The server"} does not accept the signature with the key {_key}: {error}{proof}.");
    }
}
