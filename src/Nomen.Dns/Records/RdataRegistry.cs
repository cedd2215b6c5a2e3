using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>From type codes to the generated code of each type. The other half, one case for each type, is generated.</summary>
internal static partial class RdataRegistry
{
    // Text of fewer characters fits a record whatever it says: a character stands for 255 octets at most, as a name of one letter under a long origin.
    private const int ShortText = 257;

    /// <summary>Checks rdata; returns <paramref name="end"/> when it is good.</summary>
    public static int Validate(DnsType type, DnsClass @class, ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) =>
        HasForm(type, @class) ? ValidateKnown(type, message, position, end, ref scan) : end;

    /// <summary>Reads validated rdata: as its type, or as octets when the type is unknown or there is none at all (UPDATE, RFC 2136 section 2.4).</summary>
    public static Rdata Read(DnsType type, DnsClass @class, ReadOnlySpan<byte> message, int offset, int length)
    {
        Rdata? data = HasForm(type, @class) && (length > 0 || !IsMeta(@class)) ? ReadKnown(type, message, offset, offset + length) : null;
        return data ?? new UnknownData(type, ChaosAddress.Is(type, @class) ? ChaosAddress.Expand(message, offset, length) : message.Slice(offset, length).ToArray());
    }

    /// <summary>Reads the rest of a record's text: the generic form for any type (RFC 3597 section 5), or the type's own.</summary>
    public static Rdata Parse(DnsType type, RdataTextReader reader)
    {
        Rdata data = reader.TryReadGeneric(out byte[]? octets) ? FromGeneric(type, octets, reader) : FromOwn(type, reader);
        reader.ExpectEnd();
        if (reader.TextLength >= ShortText && !data.FitsRecord())
        {
            throw reader.Error("rdata of at most 65535 octets");
        }

        return data.FindFlaw() is string expected ? throw reader.Error(expected) : data;
    }

    /// <summary>Whether records of the class have the forms of class IN: IN itself, and the two that stand for it in UPDATE.</summary>
    public static bool IsInternet(DnsClass @class) => @class == DnsClass.IN || IsMeta(@class);

    private static bool IsMeta(DnsClass @class) => @class is DnsClass.ANY or DnsClass.NONE;

    /// <summary>Whether records of the class have the type's form: other classes define some types anew, so that an A record of class CH is a name and a number.</summary>
    public static bool HasForm(DnsType type, DnsClass @class) => IsInternet(@class) || !IsInternetOnly(type);

    private static Rdata FromGeneric(DnsType type, byte[] octets, RdataTextReader reader) =>
        Rdata.TryFromWire(type, octets, out Rdata? data, out FormatError error) ? data : throw reader.Error($"rdata of the form of {type.ToMnemonic()} ({error})");

    private static Rdata FromOwn(DnsType type, RdataTextReader reader)
    {
        if (ParseKnown(type, reader) is Rdata data)
        {
            return data;
        }

        reader.ReadToken(@"the generic form, \# length hex");
        throw reader.Error(@"the generic form, \# length hex");
    }
}
