using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Names up to the end of the rdata, perhaps none.</summary>
internal sealed class NameListField : IVariableField<ImmutableArray<DomainName>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        while (position >= 0 && position < end)
        {
            position = NameScan.Validate(message, position, ref scan);
        }

        return position;
    }

    public static ImmutableArray<DomainName> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        var names = ImmutableArray.CreateBuilder<DomainName>();
        while (position < end)
        {
            names.Add(NameScan.Read(message, ref position));
        }

        return names.DrainToImmutable();
    }

    public static void Write(ref DnsMessageWriter writer, ImmutableArray<DomainName> value)
    {
        foreach (DomainName name in value)
        {
            writer.WriteName(name, compressible: false);
        }
    }

    public static ImmutableArray<DomainName> Parse(RdataTextReader reader, string expected)
    {
        var names = ImmutableArray.CreateBuilder<DomainName>();
        while (!reader.AtEnd)
        {
            names.Add(reader.ReadName(expected));
        }

        return names.DrainToImmutable();
    }

    public static void Print(RdataTextWriter writer, ImmutableArray<DomainName> value)
    {
        foreach (DomainName name in value)
        {
            writer.WriteName(name);
        }
    }

    public static bool Equal(ImmutableArray<DomainName> left, ImmutableArray<DomainName> right) => left.SequenceEqual(right);

    public static void AddHash(ref HashCode hash, ImmutableArray<DomainName> value)
    {
        foreach (DomainName name in value)
        {
            hash.Add(name);
        }
    }

    public static ImmutableArray<DomainName> Check(ImmutableArray<DomainName> value, string name) => value.IsDefault ? [] : value;
}
