using System.Net.Quic;
using System.Runtime.Versioning;

namespace Nomen.Client.Quic;

/// <summary>Whether this machine has QUIC, and what to do about it when not.</summary>
internal static class QuicSupport
{
    /// <summary>What is missing, for a person.</summary>
    public const string Missing =
        "System.Net.Quic found no usable msquic (Linux: install the package libmsquic of packages.microsoft.com, beside OpenSSL 3 or 1.1.1; "
        + "macOS: brew install libmsquic; Windows: version 11 or Server 2022 has it)";

    /// <summary>Whether connections can be made.</summary>
    [SupportedOSPlatformGuard("linux")]
    [SupportedOSPlatformGuard("macos")]
    [SupportedOSPlatformGuard("windows")]
    public static bool IsSupported => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()) && QuicConnection.IsSupported;
}
