using Nomen.Dns.Errors;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Records;

/// <summary>Octets that are cut, overlong, changed or random: an error, never an exception, and never data that is written otherwise than it came.</summary>
public sealed class RdataHostileTests
{
    private const int Seed = 20260601;

    public static TheoryData<DnsType> Types => new(RdataExamples.TypesWithData);

    [Theory]
    [MemberData(nameof(Types))]
    public void Rdata_cut_anywhere_is_refused_or_whole(DnsType type)
    {
        foreach (byte[] wire in Wires(type))
        {
            for (int length = 0; length < wire.Length; length++)
            {
                AssertRefusedOrWhole(type, wire[..length]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Rdata_with_an_octet_too_many_is_refused_or_whole(DnsType type)
    {
        foreach (byte[] wire in Wires(type))
        {
            AssertRefusedOrWhole(type, [.. wire, 0xff]);
            AssertRefusedOrWhole(type, [.. wire, 0]);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Rdata_with_changed_octets_is_refused_or_whole(DnsType type)
    {
        Random random = new(Seed);
        foreach (byte[] wire in Wires(type).Where(wire => wire.Length > 0))
        {
            for (int i = 0; i < 2000; i++)
            {
                byte[] changed = [.. wire];
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                changed[random.Next(changed.Length)] = (byte)random.Next(5);
                AssertRefusedOrWhole(type, changed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Random_rdata_is_refused_or_whole(DnsType type)
    {
        Random random = new(Seed);
        for (int i = 0; i < 2000; i++)
        {
            byte[] octets = new byte[random.Next(40)];
            random.NextBytes(octets);
            for (int j = 0; j < octets.Length; j += 2)
            {
                octets[j] %= 6;
            }

            AssertRefusedOrWhole(type, octets);
        }
    }

    private static IEnumerable<byte[]> Wires(DnsType type) => RdataExamples.All.Where(example => example.Type == type).Select(example => Rdata.Parse(type, example.Text).ToWire());

    private static void AssertRefusedOrWhole(DnsType type, byte[] octets)
    {
        if (!Rdata.TryFromWire(type, octets, out Rdata? data, out FormatError error))
        {
            Assert.NotEqual(FormatErrorKind.None, error.Kind);
            return;
        }

        Assert.Equal(octets, data.ToWire());
        string text = data.ToString();
        if (data.FindFlaw() is null)
        {
            Assert.Equal(octets, Rdata.Parse(type, text).ToWire());
        }
        else
        {
            Assert.Throws<DnsTextException>(() => Rdata.Parse(type, text));
        }
    }
}
