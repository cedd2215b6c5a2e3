using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tls;

/// <summary>Asks over an encrypted transport, and in clear text while no encrypted connection can be had (RFC 8310 section 5, Opportunistic Privacy).</summary>
/// <remarks>
/// For those who would use clear text otherwise: whoever can break connections can read along. Remembers that encryption failed.
/// Goes over two transports to the same server, of which the encrypted one has <see cref="PrivacyProfile.Opportunistic"/>; owns both. Thread-safe.
/// </remarks>
public sealed partial class OpportunisticTransport : IDnsTransport
{
    private readonly IDnsTransport _encrypted;
    private readonly IDnsTransport _clearText;
    private readonly TimeSpan _memory;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private long _clearTextUntil = long.MinValue;

    /// <summary>Puts two transports together.</summary>
    /// <param name="encrypted">Tried first.</param>
    /// <param name="clearText">Asked while the other one cannot connect.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock and log; null for the system's.</param>
    public OpportunisticTransport(IDnsTransport encrypted, IDnsTransport clearText, OpportunisticTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(encrypted);
        ArgumentNullException.ThrowIfNull(clearText);
        services ??= TransportServices.Default;
        _encrypted = encrypted;
        _clearText = clearText;
        _memory = (options ?? new OpportunisticTransportOptions()).ClearTextMemory;
        _time = services.TimeProvider;
        _log = services.LoggerFactory.CreateLogger<OpportunisticTransport>();
    }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return _time.GetTimestamp() < Volatile.Read(ref _clearTextUntil) ? _clearText.SendAsync(request, cancellationToken) : TryEncryptedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _encrypted.DisposeAsync();
        await _clearText.DisposeAsync();
    }

    /// <summary>No connection could be had; one that was lost later is no reason, as it was encrypted.</summary>
    private static bool HasNoConnection(TransportFailure failure) => failure
        is TransportFailure.Tls or TransportFailure.ConnectTimeout or TransportFailure.ConnectionRefused or TransportFailure.Unreachable or TransportFailure.NotSupported;

    private async ValueTask<DnsResponse> TryEncryptedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _encrypted.SendAsync(request, cancellationToken);
        }
        catch (DnsTransportException e) when (HasNoConnection(e.Failure))
        {
            Volatile.Write(ref _clearTextUntil, _time.GetTimestamp() + (long)(_memory.TotalSeconds * _time.TimestampFrequency));
            LogClearText(_log, _memory, e.Error);
        }

        return await _clearText.SendAsync(request, cancellationToken);
    }
}
