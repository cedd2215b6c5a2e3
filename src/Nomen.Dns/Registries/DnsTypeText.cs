using System.Globalization;

namespace Nomen.Dns.Registries;

/// <summary>Mnemonics of types and classes, with the RFC 3597 forms <c>TYPE65280</c> and <c>CLASS4</c>.</summary>
public static class DnsTypeText
{
    /// <summary>Mnemonic of a type; <c>TYPEnnn</c> for one without a name.</summary>
    public static string ToMnemonic(this DnsType type) => type == DnsType.NSAPPTR ? "NSAP-PTR" : Enum.GetName(type) ?? $"TYPE{((ushort)type).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Mnemonic of a class; <c>CLASSnnn</c> for one without a name.</summary>
    public static string ToMnemonic(this DnsClass @class) => Enum.GetName(@class) ?? $"CLASS{((ushort)@class).ToString(CultureInfo.InvariantCulture)}";
}
