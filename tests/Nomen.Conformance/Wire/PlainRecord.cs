using System.Globalization;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Wire;

/// <summary>A record as the second reader sees it.</summary>
/// <param name="Owner">Owner, uncompressed, in its letter case.</param>
/// <param name="Type">Type.</param>
/// <param name="Class">Class.</param>
/// <param name="Ttl">Time to live as on the wire.</param>
/// <param name="Data">Rdata with its names uncompressed.</param>
internal sealed record PlainRecord(byte[] Owner, ushort Type, ushort Class, uint Ttl, byte[] Data)
{
    /// <summary>The record with all letters of names in lower case, as text: equal records give equal text.</summary>
    public string Key(bool withTtl) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Convert.ToHexString(PlainName.ToLower(Owner))} {Class} {Type} {(withTtl ? Ttl : 0)} {Convert.ToHexString(PlainRdata.ToLower(Type, Class, Data))}");

    /// <summary>For a person.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{PlainName.ToText(Owner)} {Ttl} {((DnsClass)Class).ToMnemonic()} {((DnsType)Type).ToMnemonic()} {Convert.ToHexStringLower(Data)}");
}
