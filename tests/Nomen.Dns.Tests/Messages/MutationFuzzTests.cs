using System.Globalization;
using Nomen.Dns.Messages;
using Nomen.Dns.Tests.Vectors;
using Nomen.Dns.Wire;
using Xunit.Abstractions;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Mutated messages (<c>docs/threats.md</c> C7): the parser never throws, and whatever it accepts can be read, written and read again.</summary>
/// <remarks><c>NOMEN_FUZZ_SEED</c> and <c>NOMEN_FUZZ_COUNT</c> set another seed and a larger number for runs by hand.</remarks>
public sealed class MutationFuzzTests(ITestOutputHelper output)
{
    private const int DefaultSeed = 20261122;

    [SharedFact]
    public void Mutations_of_the_shared_corpus_do_no_harm()
    {
        int accepted = Run(MessageCorpus.Shared(), Setting("NOMEN_FUZZ_COUNT", 1_000_000));

        Assert.InRange(accepted, 10_000, int.MaxValue);
    }

    [Fact]
    public void Mutations_of_the_built_in_corpus_do_no_harm()
    {
        int accepted = Run(MessageCorpus.BuiltIn(), 100_000);

        Assert.InRange(accepted, 1_000, int.MaxValue);
    }

    [Fact]
    public void Random_octets_do_no_harm()
    {
        Random random = new(Setting("NOMEN_FUZZ_SEED", DefaultSeed));
        byte[] octets = new byte[512];
        for (int i = 0; i < 100_000; i++)
        {
            Span<byte> message = octets.AsSpan(0, random.Next(octets.Length));
            random.NextBytes(message);
            Check(message, i);
        }
    }

    private int Run(List<byte[]> corpus, int count)
    {
        int seed = Setting("NOMEN_FUZZ_SEED", DefaultSeed);
        MessageMutator mutator = new(seed, corpus);
        int accepted = 0;
        for (int i = 0; i < count; i++)
        {
            accepted += Check(mutator.Next(), i) ? 1 : 0;
        }

        output.WriteLine($"seed {seed}: {count} mutations of {corpus.Count} messages, {accepted} accepted");
        return accepted;
    }

    /// <summary>Whether the message was accepted; fails when an invariant does not hold.</summary>
    private static bool Check(ReadOnlySpan<byte> message, int iteration)
    {
        try
        {
            if (!DnsMessageView.TryParse(message, out _, out FormatError error))
            {
                Assert.NotEqual(FormatErrorKind.None, error.Kind);
                Assert.InRange(error.Offset, 0, message.Length);
                return false;
            }

            Assert.Null(MessageRewriting.FindDifference(message.ToArray()));
            return true;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Mutation {iteration}, seed {Setting("NOMEN_FUZZ_SEED", DefaultSeed)}: {Convert.ToHexStringLower(message)}", exception);
        }
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
