using System.Buffers.Binary;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Portable;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.SecondLevel;

/// <summary>A store that others write to: what is not exactly an answer to the question is not used (<c>docs/threats.md</c> D14).</summary>
public sealed class SecondLevelHostileTests
{
    private const string Key = "1:4:A:www.example.";
    private const int Runs = 100_000;
    private const int Seed = 20_260_103;

    private readonly FakeSecondLevel _level = new();
    private readonly CacheWorld _world;

    public SecondLevelHostileTests() => _world = NewWorld();

    [Theory]
    [InlineData("www.example", DnsFlags.RD, true)]
    [InlineData("other.example", DnsFlags.RD, false)]
    [InlineData("www.example", DnsFlags.RD | DnsFlags.CD, false)]
    [InlineData("www.example", default(DnsFlags), false)]
    public void The_value_of_another_question_or_other_flags_is_not_used(string name, DnsFlags flags, bool isUsed)
    {
        NewWorld().Ask(name, flags: flags);
        _level.Values[Key] = _level.Values.Values.Single();

        _world.Ask();

        Assert.Equal(isUsed ? 0 : 1, _world.AskedUpstream);
    }

    [Fact]
    public void Records_that_have_nothing_to_do_with_the_question_keep_a_value_out()
    {
        _level.Values[Key] = Value(message =>
        {
            // The owner in the answer section points to the question; now it is another name of the same length in its place.
            byte[] octets = DnsMessage.Parse(message).Octets.ToArray();
            int owner = DnsHeader.Length + DomainName.Parse("www.example").Wire.Length + 4;
            octets[owner + 1] = DnsHeader.Length + 4;
            return octets;
        });

        _world.Ask();

        Assert.Equal(1, _world.AskedUpstream);
    }

    [Theory]
    [InlineData(60_000, 0)]
    [InlineData(60_001, 1)]
    public void A_value_from_the_future_is_used_up_to_a_minute(int milliseconds, int asked)
    {
        byte[] value = Value();
        BinaryPrimitives.WriteInt64BigEndian(value, BinaryPrimitives.ReadInt64BigEndian(value) + milliseconds);
        _level.Values[Key] = value;

        DnsResponse response = _world.Ask();

        Assert.Equal((asked, 300u), (_world.AskedUpstream, CacheWorld.Ttls(response.Message)[0]));
    }

    [Theory]
    [InlineData(uint.MaxValue, 86_400u)]
    [InlineData(700_000u, 86_400u)]
    public void No_lifetime_and_no_TTL_lasts_longer_than_the_cache_allows(uint seconds, uint shown)
    {
        byte[] value = Value();
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(PortableLayout.Lifetime), seconds);
        int ttl = PortableLayout.Parts + DnsHeader.Length + DomainName.Parse("www.example").Wire.Length + 4 + 6;
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(ttl), Math.Min(seconds, int.MaxValue));
        _level.Values[Key] = value;

        Assert.Equal([shown], CacheWorld.Ttls(_world.Ask().Message));
        _world.Pass(86_400);
        _world.Ask();
        Assert.Equal(1, _world.AskedUpstream);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PortableLayout.Parts)]
    [InlineData(-1)]
    public void A_value_of_the_wrong_length_is_not_used(int length)
    {
        byte[] value = Value();
        _level.Values[Key] = length < 0 ? [.. value, 0] : value[..length];

        _world.Ask();

        Assert.Equal(1, _world.AskedUpstream);
    }

    [Fact]
    public void Mutated_values_are_an_answer_to_the_question_or_not_used()
    {
        // Ten seconds ahead: younger than the flush before each look-up.
        byte[] value = Value();
        BinaryPrimitives.WriteInt64BigEndian(value, BinaryPrimitives.ReadInt64BigEndian(value) + 10_000);
        Random random = new(Seed);
        int used = 0;
        for (int run = 0; run < Runs; run++)
        {
            byte[] mutated = [.. value];
            for (int changes = 1 + random.Next(3); changes > 0; changes--)
            {
                mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
            }

            _level.Values[Key] = mutated;
            _world.Cache.FlushAll();
            int before = _world.AskedUpstream;
            DnsResponse response = _world.Ask();

            bool isRight = response.Message.Question == new DnsQuestion(DomainName.Parse("www.example"), DnsType.A) && response.Security == SecurityStatus.Unchecked;
            Assert.True(isRight, $"seed {Seed}, run {run}: {Convert.ToHexString(mutated)}");
            used += before == _world.AskedUpstream ? 1 : 0;
            _world.Upstream.Asked.Clear();
        }

        Assert.InRange(used, Runs / 10, Runs / 2);
    }

    private static byte[] Message(byte[] value) =>
        value.AsSpan(PortableLayout.Parts, BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(PortableLayout.MessageLength))).ToArray();

    private byte[] Value(Func<byte[], byte[]>? change = null)
    {
        CacheWorld first = NewWorld();
        first.Ask();
        byte[] value = _level.Values[Key];
        _level.Values.Clear();
        return change is null ? value : [.. value.AsSpan(0, PortableLayout.Parts), .. change(Message(value))];
    }

    private CacheWorld NewWorld() => new(new CacheTransportOptions { SecondLevel = _level });
}
