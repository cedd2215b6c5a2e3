using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>From an option's code and data to its object.</summary>
internal static class EdnsOptionReader
{
    /// <summary>Reads an option; one that breaks its own rules is kept as octets, so that it never costs the message.</summary>
    public static EdnsOption Read(EdnsOptionCode code, ReadOnlySpan<byte> data) =>
        TryRead(code, data, out EdnsOption? option, out _) ? option : new UnknownOption(code, data.ToArray());

    public static bool TryRead(EdnsOptionCode code, ReadOnlySpan<byte> data, [NotNullWhen(true)] out EdnsOption? option, out FormatError error) => code switch
    {
        EdnsOptionCode.Llq => TryRead<LlqOption>(data, out option, out error),
        EdnsOptionCode.UpdateLease => TryRead<UpdateLeaseOption>(data, out option, out error),
        EdnsOptionCode.Nsid => TryRead<NsidOption>(data, out option, out error),
        EdnsOptionCode.Dau => TryRead<DauOption>(data, out option, out error),
        EdnsOptionCode.Dhu => TryRead<DhuOption>(data, out option, out error),
        EdnsOptionCode.N3u => TryRead<N3uOption>(data, out option, out error),
        EdnsOptionCode.ClientSubnet => TryRead<ClientSubnetOption>(data, out option, out error),
        EdnsOptionCode.Expire => TryRead<ExpireOption>(data, out option, out error),
        EdnsOptionCode.Cookie => TryRead<CookieOption>(data, out option, out error),
        EdnsOptionCode.TcpKeepalive => TryRead<TcpKeepaliveOption>(data, out option, out error),
        EdnsOptionCode.Padding => TryRead<PaddingOption>(data, out option, out error),
        EdnsOptionCode.Chain => TryRead<ChainOption>(data, out option, out error),
        EdnsOptionCode.KeyTag => TryRead<KeyTagOption>(data, out option, out error),
        EdnsOptionCode.ExtendedError => TryRead<ExtendedError>(data, out option, out error),
        EdnsOptionCode.ClientTag => TryRead<ClientTagOption>(data, out option, out error),
        EdnsOptionCode.ServerTag => TryRead<ServerTagOption>(data, out option, out error),
        EdnsOptionCode.ReportChannel => TryRead<ReportChannelOption>(data, out option, out error),
        EdnsOptionCode.ZoneVersion => TryRead<ZoneVersionOption>(data, out option, out error),
        _ => Keep(code, data, out option, out error),
    };

    private static bool TryRead<T>(ReadOnlySpan<byte> data, [NotNullWhen(true)] out EdnsOption? option, out FormatError error)
        where T : EdnsOption, IEdnsOption<T>
    {
        bool good = T.TryRead(data, out T? read, out error);
        option = read;
        return good;
    }

    private static bool Keep(EdnsOptionCode code, ReadOnlySpan<byte> data, [NotNullWhen(true)] out EdnsOption? option, out FormatError error)
    {
        error = default;
        option = new UnknownOption(code, data.ToArray());
        return true;
    }
}
