using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.MasterFiles;

/// <summary>Reads one record: <c>[owner] [TTL] [class] type rdata</c>, TTL and class in either order (RFC 1035 section 5.1).</summary>
internal static class RecordTextParser
{
    /// <summary>What a record lacks when nothing tells its TTL.</summary>
    public const string ExpectedTtlBefore = "a TTL before the type: there is no $TTL, and no record before this one has any";

    private const string ExpectedGeneric = @"the generic form, \# length hex";

    /// <exception cref="DnsTextException">The text is no record.</exception>
    public static ResourceRecord Parse(RdataTextReader reader, RecordTextState state)
    {
        if (!reader.StartsWithBlank)
        {
            state.Owner = reader.ReadName("an owner name");
        }

        DomainName owner = state.Owner ?? throw reader.Error("an owner name: no record before this one has any");
        DnsType type = ReadType(reader, state, out uint? ttl);
        uint? known = ttl ?? state.DefaultTtl ?? state.LastTtl;
        if (known is null && type != DnsType.SOA)
        {
            throw reader.Error(ExpectedTtlBefore);
        }

        Rdata data = ParseData(type, state.Class, reader);
        return new ResourceRecord(owner, type, state.Class, known ?? TakeMinimum(data, state), data);
    }

    /// <summary>Reads rdata to the end of the entry. A type that its class defines anew has the generic form only (RFC 3597 section 5).</summary>
    public static Rdata ParseData(DnsType type, DnsClass @class, RdataTextReader reader)
    {
        if (RdataRegistry.HasForm(type, @class))
        {
            return RdataRegistry.Parse(type, reader);
        }

        if (!reader.TryReadGeneric(out byte[]? octets))
        {
            reader.ReadToken(ExpectedGeneric, out _);
            throw reader.Error(ExpectedGeneric);
        }

        return new UnknownData(type, octets);
    }

    /// <summary>Reads TTL, class and type; what is stated becomes the default for the records behind.</summary>
    public static DnsType ReadType(RdataTextReader reader, RecordTextState state, out uint? ttl)
    {
        ttl = null;
        bool hasClass = false;
        while (true)
        {
            ReadOnlySpan<char> token = reader.ReadToken("a record type");
            if (ttl is null && !token.IsEmpty && char.IsAsciiDigit(token[0]))
            {
                ttl = ToTtl(token, reader);
                state.LastTtl = ttl;
            }
            else if (!hasClass && TryParseClass(token, out DnsClass @class))
            {
                hasClass = true;
                state.Class = @class;
            }
            else
            {
                return DnsTypeText.TryParse(token, out DnsType type) ? type : throw reader.Error("a record type");
            }
        }
    }

    /// <summary>Reads the TTL of a <c>$TTL</c> directive.</summary>
    public static uint ReadTtl(RdataTextReader reader) => ToTtl(reader.ReadToken("a TTL"), reader);

    // RFC 2181 section 8: a TTL has 31 bits.
    private static uint ToTtl(ReadOnlySpan<char> token, RdataTextReader reader) =>
        SecondsText.TryParse(token, out uint seconds) && seconds <= int.MaxValue ? seconds : throw reader.Error("a TTL from 0 to 2147483647 seconds, or a time such as 1w2d3h4m5s");

    // ANY and NONE are types or nothing here: no record of a zone has these classes.
    private static bool TryParseClass(ReadOnlySpan<char> token, out DnsClass @class) =>
        DnsTypeText.TryParse(token, out @class) && (@class is not (DnsClass.ANY or DnsClass.NONE) || token.StartsWith("CLASS", StringComparison.OrdinalIgnoreCase));

    /// <summary>An SOA without a TTL has its minimum, and so have the records behind it (RFC 1035 section 5.1 and 3.3.13, before RFC 2308).</summary>
    private static uint TakeMinimum(Rdata data, RecordTextState state)
    {
        uint minimum = data is SoaData soa ? Math.Min(soa.Minimum, int.MaxValue) : 0;
        state.LastTtl = minimum;
        return minimum;
    }
}
