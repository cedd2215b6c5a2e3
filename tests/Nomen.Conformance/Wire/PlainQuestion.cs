using System.Globalization;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Wire;

/// <summary>A question as the second reader sees it.</summary>
/// <param name="Name">Name, uncompressed, in its letter case.</param>
/// <param name="Type">Type.</param>
/// <param name="Class">Class.</param>
internal sealed record PlainQuestion(byte[] Name, ushort Type, ushort Class)
{
    /// <summary>The question without letter case, as text.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(PlainName.ToLower(Name))} {Class} {Type}");

    /// <summary>For a person.</summary>
    public override string ToString() => $"{PlainName.ToText(Name)} {((DnsClass)Class).ToMnemonic()} {((DnsType)Type).ToMnemonic()}";
}
