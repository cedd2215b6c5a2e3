using Nomen.Dns.Names;
using Nomen.Dns.Tsig;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Keys of the tests.</summary>
internal static class SampleKey
{
    public const string Secret = "c2VjcmV0LW9mLTMyLW9jdGV0cy1mb3ItdGhlLXRlc3Q=";

    public static TsigKey Good { get; } = TsigKey.Parse($"hmac-sha256:xfr.example:{Secret}");

    /// <summary>The same name with another secret.</summary>
    public static TsigKey Wrong { get; } = TsigKey.Parse("hmac-sha256:xfr.example:AAECAwQFBgcICQoLDA0ODw==");

    /// <summary>A name that the peer does not know.</summary>
    public static TsigKey Unknown { get; } = TsigKey.Parse($"hmac-sha256:other.example:{Secret}");

    public static TsigKey Md5 { get; } = new(DomainName.Parse("old.example."), TsigAlgorithm.HmacMd5, new byte[16]);
}
